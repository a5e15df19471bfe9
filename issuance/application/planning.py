"""計画: targets of the months, and counts from before this system was there."""

from datetime import date

from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.planning import campaign
from issuance.planning.campaign import Campaign, CampaignFact, campaign_id_of
from issuance.planning.months import PastCount

CampaignStream = Stream[Campaign, CampaignFact]


class PlanningDesk:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def campaign(self) -> Campaign:
        async with self._work.log.transaction() as tx:
            return (await self._stream(tx)).state

    async def set_target(self, order: Order, month: date, cards: int) -> None:
        """Aim at so many cards in that month; 0 takes the target away.

        Raises:
            TargetError: the month is over, or it is no number of cards.
        """

        async def work(tx: Transaction) -> Facts:
            stream = await self._stream(tx)
            today = office_date(order.at)
            target = campaign.set_target(stream.state, month=month, cards=cards, today=today)
            return record(stream, order, target)

        await self._work.carry_out(order, work)

    async def note_past_counts(
        self, order: Order, source: str, counts: tuple[PastCount, ...]
    ) -> None:
        """Take in counts published before this system was there; the same again adds nothing."""

        async def work(tx: Transaction) -> Facts:
            stream = await self._stream(tx)
            noted = campaign.note_past_counts(stream.state, source=source, counts=counts)
            return record(stream, order, noted)

        await self._work.carry_out(order, work)

    async def _stream(self, tx: Transaction) -> CampaignStream:
        stream_id = campaign_id_of(self._work.policy.tenant)
        return await tx.read(stream_id, Campaign(), campaign.evolve)
