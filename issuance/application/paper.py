"""紙の依頼書: sealed sheets with PINs, from the counter to the PIN desk and the shredder."""

from collections.abc import Callable, Collection
from uuid import UUID

from issuance.application.work import CaseStream, Facts, Order, SheetStream, Work, record
from issuance.cases import paper
from issuance.cases.facts import PinSheetSealed, PinsSet, SheetFault
from issuance.cases.pin_setting import record_uncertain
from issuance.cases.refusals import OtherEnvelopeError
from issuance.cases.state import Case
from issuance.custody import sheets
from issuance.custody.facts import SheetFact
from issuance.custody.places import BACK_OFFICE, QUARANTINE, SEALING_DESK
from issuance.custody.sheets import Sheet
from issuance.ledger.postgres import Transaction
from issuance.pins.references import Reference


class PaperDesk:
    """What officers do with sheets; `issuance.application.counter` takes them in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def receive(self, order: Order, number: str) -> None:
        """The back office took the sheet from the counter, and scanned it."""

        def decide(sheet: Sheet) -> list[SheetFact]:
            return [*sheets.hand_on(sheet, to_place=BACK_OFFICE)]

        await self._of_sheet(order, number, decide)

    async def confirm_legs(
        self, order: Order, case_id: UUID, confirmed: Collection[Reference]
    ) -> None:
        """An officer set some of the PINs; with the last the card goes on, the sheet is spent."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = paper.confirm_legs(case.state, confirmed=confirmed, by=order.staff_code)
            done = any(isinstance(each, PinsSet) for each in decided) and not case.state.missing
            moved = await self._work.moved(tx, order, case, SEALING_DESK) if done else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def record_uncertain(self, order: Order, case_id: UUID) -> None:
        """Nobody knows what is on the card; it is kept apart, and the sheet stays for later."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            if not isinstance(case.state.envelope, PinSheetSealed):
                raise OtherEnvelopeError
            decided = record_uncertain(case.state, envelope_id=case.state.envelope.envelope_id)
            apart = decided and not case.state.missing
            moved = await self._work.moved(tx, order, case, QUARANTINE) if apart else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def replace(self, order: Order, case_id: UUID, number: str, reason: SheetFault) -> None:
        """Another sheet from the holder, in the back office already; a lost one stays listed."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = paper.replace_sheet(case.state, number=number, reason=reason)
            if not decided:
                return []
            new = await self._work.sheet(tx, number)
            taken = sheets.take(new.state, number=number, case_id=case_id, place=BACK_OFFICE)
            old = await self._work.sheet(tx, decided[0].sheet_number)
            lost = sheets.lose(old.state) if reason is SheetFault.LOST else []
            return [
                *record(case, order, decided),
                *record(new, order, taken),
                *record(old, order, lost),
            ]

        await self._work.carry_out(order, work)

    async def destroy(self, order: Order, number: str, witnesses: tuple[str, str]) -> None:
        """Two people destroy a sheet no case waits for any more."""

        async def work(tx: Transaction) -> Facts:
            sheet = await self._work.sheet(tx, number)
            needed = await self._is_needed(tx, sheet)
            decided = sheets.destroy(sheet.state, witnesses=witnesses, needed=needed)
            return record(sheet, order, decided)

        await self._work.carry_out(order, work)

    async def standing(self, case_id: UUID) -> Case:
        """How the case stands now, for the officer at the terminal."""
        async with self._work.log.transaction() as tx:
            return (await self._work.case(tx, case_id)).state

    async def _is_needed(self, tx: Transaction, sheet: SheetStream) -> bool:
        if sheet.state.case_id is None:
            return False
        envelope = (await self._work.case(tx, sheet.state.case_id)).state.envelope
        return envelope is not None and envelope.envelope_id == sheet.id

    async def _of_sheet(
        self, order: Order, number: str, decide: Callable[[Sheet], list[SheetFact]]
    ) -> None:
        async def work(tx: Transaction) -> Facts:
            sheet = await self._work.sheet(tx, number)
            return record(sheet, order, decide(sheet.state))

        await self._work.carry_out(order, work)


async def opened_sheet(work: Work, tx: Transaction, order: Order, case: CaseStream) -> Facts:
    """The case's sheet, if it has one, comes to the PIN desk as two officers open it."""
    if not isinstance(case.state.envelope, PinSheetSealed):
        return []
    sheet = await work.sheet(tx, case.state.envelope.sheet_number)
    return record(sheet, order, sheets.open_at_desk(sheet.state))
