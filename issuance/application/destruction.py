"""廃棄: approval by another person, deferral, expired cards, and the list that two people sign."""

from datetime import date
from uuid import UUID

from issuance.application.pin_desk import destroy_sealed_pins
from issuance.application.work import CaseStream, Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import destruction, endings
from issuance.custody import destruction_list
from issuance.custody.destruction_list import DestructionList, Signing
from issuance.custody.places import RETURNED_MAIL, VOID_CARDS, shelf
from issuance.ledger.postgres import Transaction
from issuance.shipments.mail import DeferralReason


class Destruction:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def approve(self, order: Order, case_id: UUID) -> None:
        """Who asks approves what somebody else proposed."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = destruction.approve_destruction(case.state, approved_by=order.staff_code)
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def defer(
        self, order: Order, case_id: UUID, reason: DeferralReason, until: date, place: str = ""
    ) -> None:
        """Keep the card for its holder; one set aside goes back to *place*, a shelf's label."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = destruction.defer_destruction(
                case.state,
                reason=reason,
                until=until,
                today=office_date(order.at),
                clocks=self._work.policy.clocks,
            )
            moved = await self._put_back(tx, order, case, place) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def expire(self, order: Order, case_id: UUID) -> None:
        """The card's own last day passed: it is set aside to be destroyed."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = destruction.expire_card(case.state, today=office_date(order.at))
            if not decided:
                return []
            await destroy_sealed_pins(tx, case_id)
            moved = await self._work.moved(tx, order, case, VOID_CARDS)
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def sign(self, order: Order, signing: Signing) -> None:
        """Two people destroy the cards of a list: all of them, each scanned, or none."""

        async def work(tx: Transaction) -> Facts:
            cases = [await self._work.case(tx, case_id) for case_id in signing.case_ids]
            listed = await tx.read(signing.list_id, DestructionList(), destruction_list.evolve)
            decided = destruction_list.sign_list(
                listed.state,
                chosen={case.state.card_serial for case in cases},
                scanned=signing.scanned,
                witnesses=signing.witnesses,
                destroyed_on=office_date(order.at),
            )
            if not decided:
                return []
            facts = record(listed, order, decided)
            for case in cases:
                facts += await self._destroyed(tx, order, case, signing.witnesses)
            return facts

        await self._work.carry_out(order, work)

    async def _destroyed(
        self, tx: Transaction, order: Order, case: CaseStream, witnesses: tuple[str, str]
    ) -> Facts:
        decided = endings.destroy_card(case.state, witnesses=witnesses)
        left = await self._work.left(tx, order, case, "destroyed") if decided else []
        return [*record(case, order, decided), *left]

    async def _put_back(self, tx: Transaction, order: Order, case: CaseStream, place: str) -> Facts:
        """From the cards to be destroyed to where it waits; one that was never set aside stays."""
        card = await self._work.card(tx, case.state.card_serial)
        if card.state.place != VOID_CARDS:
            return []
        return await self._work.moved(tx, order, case, shelf(place) if place else RETURNED_MAIL)
