"""箱: opened by two, scanned card by card; every card that is not as listed has its own way."""

import re
from typing import Final
from uuid import UUID

from issuance.application.work import BoxStream, CaseStream, Facts, Order, Work, record
from issuance.cases import arrival, defects
from issuance.cases.facts import CardDefect
from issuance.cases.state import Stage
from issuance.custody import boxes, cards
from issuance.custody.boxes import Outcome
from issuance.custody.findings import Finding, Settlement
from issuance.custody.places import INTAKE, QUARANTINE, VOID_CARDS
from issuance.custody.refusals import NotACardError, NotInBoxError, NotScannedError
from issuance.ledger.postgres import Transaction

_SERIAL: Final = re.compile(r"[0-9]{15}")


class Boxes:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def open_box(self, order: Order, name: str, officers: tuple[str, str]) -> None:
        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, name)
            return record(box, order, boxes.open_box(box.state, officers=officers))

        await self._work.carry_out(order, work)

    async def scan_card(self, order: Order, box_name: str, card_serial: str) -> Outcome:
        """A card was taken out of an open box and its serial read or scanned.

        Raises:
            NotACardError: what was scanned is no card's serial.
        """
        require_serial(card_serial)
        found: list[Outcome] = []

        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, box_name)
            case = await case_with_card(tx, self._work, card_serial)
            listed_in = case.state.card.box if case is not None and case.state.card else ""
            decided = boxes.scan(box.state, card_serial=card_serial, listed_in=listed_in)
            found.append(boxes.outcome_of(box.state, card_serial=card_serial, listed_in=listed_in))
            if found[-1] is Outcome.TAKEN and case is not None:
                return [*record(box, order, decided), *await self._taken(tx, order, case)]
            aside = await self._aside(tx, order, card_serial) if decided else []
            return [*record(box, order, decided), *aside]

        await self._work.carry_out(order, work)
        return found[-1] if found else await self._outcome_before(box_name, card_serial)

    async def undo_scan(self, order: Order, box_name: str, card_serial: str) -> None:
        """The card goes back into its box, as long as nothing else happened to it."""

        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, box_name)
            undone = record(box, order, boxes.undo_scan(box.state, card_serial=card_serial))
            case = await self._work.case(tx, await case_of_card(tx, card_serial))
            if case.state.stage is not Stage.ARRIVED:
                raise NotScannedError
            gone = await self._work.left(tx, order, case, "undone")
            return [*undone, *record(case, order, defects.undo_arrival(case.state)), *gone]

        await self._work.carry_out(order, work)

    async def report_not_found(self, order: Order, box_name: str, card_serial: str) -> None:
        """The box is empty, and this card of the list was not in it."""

        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, box_name)
            decided = boxes.report_not_found(box.state, card_serial=card_serial)
            return record(box, order, decided)

        await self._work.carry_out(order, work)

    async def settle(
        self,
        order: Order,
        box_name: str,
        card_serial: str,
        settlement: Settlement,
        officers: tuple[str, str],
    ) -> None:
        """Two people end what was wrong; a card that is sent back leaves the office."""

        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, box_name)
            decided = boxes.settle(
                box.state, card_serial=card_serial, settlement=settlement, officers=officers
            )
            gone: Facts = []
            if settlement is Settlement.SENT_BACK:
                card = await self._work.card(tx, card_serial)
                gone = record(card, order, cards.leave(card.state, how="sent-back"))
            return [*record(box, order, decided), *gone]

        await self._work.carry_out(order, work)

    async def close_box(self, order: Order, name: str) -> None:
        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, name)
            return record(box, order, boxes.close(box.state))

        await self._work.carry_out(order, work)

    async def dispose(self, order: Order, name: str, officers: tuple[str, str]) -> None:
        """The closed box is thrown away, after two people looked into it once more."""

        async def work(tx: Transaction) -> Facts:
            box = await self._work.box(tx, name)
            return record(box, order, boxes.dispose(box.state, officers=officers))

        await self._work.carry_out(order, work)

    async def note_defect(self, order: Order, case_id: UUID, defect: CardDefect) -> None:
        """The card cannot be issued: into quarantine with it."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = defects.note_defect(case.state, defect=defect)
            moved = await self._work.moved(tx, order, case, QUARANTINE) if decided else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def request_remake(self, order: Order, case_id: UUID, officers: tuple[str, str]) -> None:
        """The defective card goes back to J-LIS; the case waits for another."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = defects.request_remake(case.state, officers=officers)
            gone = await self._work.left(tx, order, case, "sent-back")
            return [*record(case, order, decided), *gone]

        await self._work.carry_out(order, work)

    async def _taken(self, tx: Transaction, order: Order, case: CaseStream) -> Facts:
        """Into the office's keeping; a card that had lain in quarantine comes out of it."""
        decided = arrival.scan_arrival(case.state)
        if not decided:
            return []
        serial = case.state.card_serial
        place = VOID_CARDS if case.state.stage is Stage.VOID else INTAKE
        card = await self._work.card(tx, serial)
        if card.state.place is None:
            received = record(
                card, order, cards.receive(card.state, card_serial=serial, place=place)
            )
        else:
            received = record(card, order, cards.move(card.state, to_place=place))
        return [*record(case, order, decided), *received]

    async def _aside(self, tx: Transaction, order: Order, card_serial: str) -> Facts:
        """What is not of this box lies in quarantine, and is counted there."""
        card = await self._work.card(tx, card_serial)
        received = cards.receive(card.state, card_serial=card_serial, place=QUARANTINE)
        return record(card, order, received)

    async def _outcome_before(self, box_name: str, card_serial: str) -> Outcome:
        """What came of it when the same form was sent the first time."""
        async with self._work.log.transaction() as tx:
            box: BoxStream = await self._work.box(tx, box_name)
        finding = box.state.findings.get(card_serial)
        return Outcome.TAKEN if finding is None else _OUTCOMES[finding]


_OUTCOMES: Final = {
    Finding.UNLISTED: Outcome.UNLISTED,
    Finding.OTHER_BOX: Outcome.OTHER_BOX,
    Finding.NOT_FOUND: Outcome.TAKEN,
}
_CASE_OF: Final = "SELECT case_id FROM office.cards WHERE card_serial = $1"


def require_serial(text: str) -> None:
    """A card's serial: 15 digits.

    Raises:
        NotACardError: something else was scanned, perhaps a shelf's label.
    """
    if not _SERIAL.fullmatch(text):
        raise NotACardError


async def case_with_card(tx: Transaction, work: Work, card_serial: str) -> CaseStream | None:
    """The case whose card this is now; None for one that no list names any more."""
    case_id: UUID | None = await tx.connection.fetchval(_CASE_OF, card_serial)
    case = None if case_id is None else await work.case(tx, case_id)
    return case if case is not None and case.state.card_serial == card_serial else None


async def case_of_card(tx: Transaction, card_serial: str) -> UUID:
    """The case a card belongs to.

    Raises:
        NotInBoxError: no delivery list ever named this card.
    """
    case_id: UUID | None = await tx.connection.fetchval(_CASE_OF, card_serial)
    if case_id is None:
        raise NotInBoxError
    return case_id
