"""保管: the ward's places, and cards moved between them by scanning."""

from dataclasses import dataclass
from enum import StrEnum

from issuance.application.boxes import case_with_card, require_serial
from issuance.application.placing import place_for, places_of, require_free
from issuance.application.work import Facts, Order, Work, record
from issuance.cases import endings
from issuance.cases.state import Stage
from issuance.custody import cards, place_list
from issuance.custody.place_list import PlaceKind, PlaceList
from issuance.custody.places import quarantine, shelf
from issuance.ledger.postgres import Transaction


class MoveOutcome(StrEnum):
    """What came of scanning a card to a place."""

    MOVED = "moved"
    THERE = "there"
    FOUND = "found"
    """It had been missing."""


@dataclass(frozen=True, kw_only=True)
class _Move:
    """A card and the places that its labels meant."""

    card_serial: str
    to_place: str
    from_place: str | None


@dataclass(frozen=True, kw_only=True)
class Moved:
    outcome: MoveOutcome
    from_place: str
    to_place: str


class Custody:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def places(self) -> PlaceList:
        async with self._work.log.transaction() as tx:
            return (await places_of(tx, self._work)).state

    async def add_place(self, order: Order, code: str, kind: PlaceKind, positions: int) -> None:
        async def work(tx: Transaction) -> Facts:
            listed = await places_of(tx, self._work)
            added = place_list.add(listed.state, code=code, kind=kind, positions=positions)
            return record(listed, order, added)

        await self._work.carry_out(order, work)

    async def retire_place(self, order: Order, code: str) -> None:
        """Refused while cards lie there."""

        async def work(tx: Transaction) -> Facts:
            listed = await places_of(tx, self._work)
            lying = await tx.connection.fetchval(_LYING, [shelf(code), quarantine(code)])
            return record(listed, order, place_list.retire(listed.state, code=code, lying=lying))

        await self._work.carry_out(order, work)

    async def move(
        self, order: Order, card_serial: str, to_label: str, from_label: str = ""
    ) -> Moved:
        """A card was scanned to a place; *from_label*: where it was taken, "" where not said.

        A card that was missing is found by this.

        Raises:
            NotACardError, PlaceUnknownError, PlaceTakenError, NotInCustodyError,
            LiesElsewhereError, VoidCardStaysError: it stays where it is recorded.
        """
        require_serial(card_serial)
        moved: list[Moved] = []

        async def work(tx: Transaction) -> Facts:
            to_place = await place_for(tx, self._work, to_label)
            from_place = await place_for(tx, self._work, from_label) if from_label else None
            await require_free(tx, to_place, card_serial)
            asked = _Move(card_serial=card_serial, to_place=to_place, from_place=from_place)
            facts, done = await self._moved(tx, order, asked)
            moved.append(done)
            return facts

        await self._work.carry_out(order, work)
        return moved[-1] if moved else await self._as_before(card_serial)

    async def _moved(self, tx: Transaction, order: Order, asked: _Move) -> tuple[Facts, Moved]:
        case = await case_with_card(tx, self._work, asked.card_serial)
        card = await self._work.card(tx, asked.card_serial)
        found: Facts = []
        if case is not None and case.state.missing:
            found = record(case, order, endings.report_found(case.state, place=asked.to_place))
        decided = cards.move_by_hand(
            card.state,
            to_place=asked.to_place,
            from_place=None if found else asked.from_place,
            void=case is not None and case.state.stage in (Stage.VOID, Stage.UNCLAIMED),
        )
        outcome = MoveOutcome.MOVED if decided else MoveOutcome.THERE
        done = Moved(
            outcome=MoveOutcome.FOUND if found else outcome,
            from_place=card.state.place or "",
            to_place=asked.to_place,
        )
        return [*found, *record(card, order, decided)], done

    async def _as_before(self, card_serial: str) -> Moved:
        """What the same form did when it was sent the first time."""
        async with self._work.log.transaction() as tx:
            place = (await self._work.card(tx, card_serial)).state.place or ""
        return Moved(outcome=MoveOutcome.MOVED, from_place="", to_place=place)


_LYING = """SELECT count(*) FROM office.card_places
    WHERE split_part(place, '/', 1) = ANY($1)"""
