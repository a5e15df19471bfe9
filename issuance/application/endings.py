"""所在不明・転出・死亡・取下げ・廃棄, and corrections of the resident record."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from issuance.applicants.person import Person
from issuance.applicants.registry import PersonUnknownError
from issuance.application.pin_desk import destroy_sealed_pins
from issuance.application.work import CaseStream, Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import endings, lapsing, mail
from issuance.cases.facts import CaseFact
from issuance.cases.state import Case, Stage
from issuance.custody.places import MISSING, VOID_CARDS
from issuance.ledger.postgres import Transaction
from issuance.shipments.mail import BarReason


class Endings:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def report_missing(self, order: Order, case_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            card = await self._work.card(tx, case.state.card_serial)
            decided = endings.report_missing(case.state, last_place=card.state.place or "unknown")
            moved = await self._work.moved(tx, order, case, MISSING) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def report_found(self, order: Order, case_id: UUID, place: str) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = endings.report_found(case.state, place=place)
            moved = await self._work.moved(tx, order, case, place) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def give_up_search(self, order: Order, case_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = endings.give_up_search(case.state)
            await destroy_sealed_pins(tx, case_id)
            left = await self._work.left(tx, order, case, "lost") if decided else []
            return [*record(case, order, decided), *left]

        await self._work.carry_out(order, work)

    async def moved_out(self, order: Order, case_id: UUID) -> None:
        await self._gone(order, case_id, lapsing.note_moved_out)

    async def died(self, order: Order, case_id: UUID) -> None:
        await self._gone(order, case_id, lapsing.note_died)

    async def record_deleted(self, order: Order, case_id: UUID) -> None:
        """The office deleted the resident record (職権消除)."""
        await self._gone(order, case_id, lapsing.note_record_deleted)

    async def number_changed(self, order: Order, case_id: UUID) -> None:
        """The holder has another number (個人番号・住民票コードの変更)."""
        await self._gone(order, case_id, lapsing.note_number_changed)

    async def withdrawn(self, order: Order, case_id: UUID) -> None:
        """The holder withdrew the application (申請の取下げ)."""
        await self._gone(order, case_id, lapsing.note_withdrawn)

    async def correct_address(
        self, order: Order, case_id: UUID, postcode: str, address: str
    ) -> None:
        """The resident record has a new address; envelopes sealed before must not leave."""

        async def work(tx: Transaction) -> Facts:
            await self._work.registry.correct(
                tx.connection,
                case_id,
                lambda person: replace(person, postcode=postcode, address=address),
            )
            return []

        await self._work.carry_out(order, work)

    async def moved(self, order: Order, case_id: UUID, postcode: str, address: str) -> None:
        """The holder moved within the municipality (転居): a card on its way out stops here."""
        moved = partial(replace, postcode=postcode, address=address)
        await self.record_changed(order, case_id, BarReason.MOVED, moved)

    async def record_changed(
        self,
        order: Order,
        case_id: UUID,
        reason: BarReason,
        change: Callable[[Person], Person] | None = None,
    ) -> None:
        """The resident record changed, or the card's state elsewhere: no post for this card."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            if case.state.card is None:
                raise PersonUnknownError
            if change is not None:
                await self._work.registry.correct(tx.connection, case_id, change)
            return record(case, order, mail.note_record_change(case.state, reason))

        await self._work.carry_out(order, work)

    async def propose_destruction(self, order: Order, case_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = endings.propose_destruction(
                case.state,
                today=office_date(order.at),
                clocks=self._work.policy.clocks,
                proposed_by=order.staff_code,
            )
            moved = await self._work.moved(tx, order, case, VOID_CARDS) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def destroy(self, order: Order, case_id: UUID, witnesses: tuple[str, str]) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = endings.destroy_card(case.state, witnesses=witnesses)
            left = await self._work.left(tx, order, case, "destroyed") if decided else []
            return [*record(case, order, decided), *left]

        await self._work.carry_out(order, work)

    async def _gone(
        self, order: Order, case_id: UUID, decide: Callable[[Case], Sequence[CaseFact]]
    ) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = decide(case.state)
            return [*record(case, order, decided), *await self._voided(tx, order, case)]

        await self._work.carry_out(order, work)

    async def _voided(self, tx: Transaction, order: Order, case: CaseStream) -> Facts:
        """The sealed PINs go; the card, if it is here, is set aside for destruction."""
        await destroy_sealed_pins(tx, case.id)
        if case.state.card_in_office and not case.state.missing and case.state.stage not in _ASIDE:
            return await self._work.moved(tx, order, case, VOID_CARDS)
        return []


_ASIDE = frozenset({Stage.VOID, Stage.DESTROYED, Stage.UNCLAIMED})
