"""設定の確認: uncertain cards read by two officers, and sealed PINs whose time is over."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from issuance.application.pin_desk import destroy_sealed_pins
from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import quarantine
from issuance.cases.facts import HolderAskedAgain, PinsSet
from issuance.cases.four_eyes import Pair
from issuance.cases.quarantine import Reading
from issuance.cases.state import Case, Stage
from issuance.custody.places import (
    BACK_OFFICE,
    PIN_DESK,
    QUARANTINE,
    SEALING_DESK,
    VOID_CARDS,
)
from issuance.ledger.postgres import Transaction


class Quarantine:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def begin_check(self, order: Order, case_id: UUID, officers: Pair) -> None:
        """Two officers lay the card on the PIN desk's reader."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = quarantine.begin_check(
                case.state, officers=officers, four_eyes=self._work.policy.four_eyes
            )
            moved = await self._work.moved(tx, order, case, PIN_DESK) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def record_check(
        self, order: Order, case_id: UUID, envelope_id: UUID, read: Mapping[str, Reading]
    ) -> None:
        """What the reader said; the card goes on, or back into quarantine."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = quarantine.record_check(
                case.state, envelope_id=envelope_id, read=read, come_by=self._come_by(order)
            )
            place = QUARANTINE
            if any(isinstance(each, PinsSet) for each in decided):
                await destroy_sealed_pins(tx, case_id)
                place = SEALING_DESK
            if any(isinstance(each, HolderAskedAgain) for each in decided):
                place = BACK_OFFICE
            at_hand = decided and not case.state.missing
            moved = await self._work.moved(tx, order, case, place) if at_hand else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def give_up(self, order: Order, case_id: UUID, officers: Pair) -> None:
        """The card is void; it lies with those that two people destroy."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = quarantine.give_up_card(
                case.state, officers=officers, four_eyes=self._work.policy.four_eyes
            )
            if not decided:
                return []
            await destroy_sealed_pins(tx, case_id)
            at_hand = not case.state.missing
            moved = await self._work.moved(tx, order, case, VOID_CARDS) if at_hand else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def standing(self, case_id: UUID) -> Case:
        """How the case stands now, with what the last reading told."""
        async with self._work.log.transaction() as tx:
            return (await self._work.case(tx, case_id)).state

    async def out_of_time(self, now: datetime) -> list[UUID]:
        """Cases whose sealed PINs must not be kept any longer, the oldest first."""
        rows = await self._work.log.pool.fetch(_OUT_OF_TIME, now)
        return [row["case_id"] for row in rows]

    async def expire(self, order: Order, case_id: UUID) -> None:
        """Destroy sealed PINs whose time is over, and say so in the case, in one transaction."""

        async def work(tx: Transaction) -> Facts:
            envelope_id = await tx.connection.fetchval(_DESTROY, case_id, order.at)
            if envelope_id is None:
                return []
            case = await self._work.case(tx, case_id)
            decided = quarantine.expire_pins(
                case.state, envelope_id=envelope_id, come_by=self._come_by(order)
            )
            apart = case.state.stage is Stage.SETTING and decided and not case.state.missing
            moved = await self._work.moved(tx, order, case, QUARANTINE) if apart else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    def _come_by(self, order: Order) -> date:
        return self._work.policy.clocks.pickup_deadline(office_date(order.at), 1)


_OUT_OF_TIME = """SELECT case_id FROM office.sealed_pins WHERE expires_at <= $1
    ORDER BY expires_at LIMIT 200"""
_DESTROY = """DELETE FROM office.sealed_pins WHERE case_id = $1 AND expires_at <= $2
    RETURNING envelope_id"""
