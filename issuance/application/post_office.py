"""差出票と郵便事故: the whole tray in one act, and what the post says of envelopes under way."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from issuance.application.posting import handed_over
from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import mail
from issuance.cases.facts import EnvelopeSealed
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction
from issuance.shipments import posting_list
from issuance.shipments.mail import Loss, LossDuty, ReturnReason
from issuance.shipments.posting_list import Envelope, PostingList, list_id_of


class EnvelopesStoppedError(Refusal):
    """Some envelopes must not go; they come out of the tray, then the list is handed over."""

    code = "envelopes-stopped"

    def __init__(self, stopped: Sequence[tuple[UUID, Refusal]]) -> None:
        super().__init__(len(stopped))
        self.stopped = tuple(stopped)


class PostOffice:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def hand_over_list(
        self, order: Order, case_ids: Sequence[UUID], *, number: int, counted: int
    ) -> None:
        """The post takes these envelopes, counted, in one act: all of them or none.

        Raises:
            CountDiffersError: the tray holds another number than the list.
            EnvelopesStoppedError: a move, a death, a suspension, forwarding or a changed address.
        """

        async def work(tx: Transaction) -> Facts:
            day = office_date(order.at)
            lists = await tx.read(list_id_of(day, number), PostingList(), posting_list.evolve)
            envelopes = [await self._envelope(tx, case_id) for case_id in case_ids]
            decided = posting_list.hand_over_list(
                lists.state,
                posted_on=day,
                number=number,
                envelopes=[each for each in envelopes if each is not None],
                counted=counted,
            )
            if not decided:
                return []
            return [*record(lists, order, decided), *await self._all_or_none(tx, order, case_ids)]

        await self._work.carry_out(order, work)

    async def note_accepted(
        self, order: Order, case_id: UUID, shipment_id: UUID, accepted_on: date
    ) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = mail.note_accepted(
                case.state, shipment_id=shipment_id, accepted_on=accepted_on
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def note_held(
        self, order: Order, case_id: UUID, shipment_id: UUID, held_until: date
    ) -> None:
        """Nobody was at home; the post office keeps the envelope to that day."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            today = office_date(order.at)
            decided = mail.note_held(
                case.state, shipment_id=shipment_id, held_until=held_until, today=today
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def note_coming_back(
        self, order: Order, case_id: UUID, shipment_id: UUID, reason: ReturnReason, on: date
    ) -> None:
        """The post says that it sends the envelope back."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = mail.note_coming_back(
                case.state, shipment_id=shipment_id, reason=reason, noted_on=on
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def note_loss(self, order: Order, case_id: UUID, shipment_id: UUID, loss: Loss) -> None:
        """The envelope went astray; what the office owes then stays open until it is done."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = mail.note_loss(
                case.state, shipment_id=shipment_id, loss=loss, noted_on=office_date(order.at)
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def do_duty(self, order: Order, case_id: UUID, duty: LossDuty) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            return record(case, order, mail.do_duty(case.state, duty))

        await self._work.carry_out(order, work)

    async def _envelope(self, tx: Transaction, case_id: UUID) -> Envelope | None:
        shipment = (await self._work.case(tx, case_id)).state.shipment
        return None if shipment is None else _listed(shipment)

    async def _all_or_none(self, tx: Transaction, order: Order, case_ids: Sequence[UUID]) -> Facts:
        facts: Facts = []
        stopped: list[tuple[UUID, Refusal]] = []
        for case_id in case_ids:
            try:
                facts += await handed_over(self._work, tx, order, case_id)
            except Refusal as refusal:
                stopped.append((case_id, refusal))
        if stopped:
            raise EnvelopesStoppedError(stopped)
        return facts


def _listed(shipment: EnvelopeSealed) -> Envelope:
    return Envelope(shipment_id=shipment.shipment_id, mail_class=shipment.mail_class)
