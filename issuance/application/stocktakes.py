"""棚卸し: counted by scanning, closed with its differences, corrected by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from issuance.application.boxes import case_with_card, require_serial
from issuance.application.placing import place_for
from issuance.application.work import Facts, Order, Work, card_id_of, record
from issuance.cases import endings
from issuance.cases.refusals import WrongStageError
from issuance.custody import cards, stocktake
from issuance.custody.cards import CardPlace
from issuance.custody.places import COUNTED_AT, MISSING, QUARANTINE
from issuance.custody.stocktake import (
    CardCounted,
    Counted,
    Stocktake,
    StocktakeFact,
)
from issuance.errors import NotFoundError
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction

StocktakeStream = Stream[Stocktake, StocktakeFact]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A stocktake as it stands, and since when."""

    stocktake: Stocktake
    opened_at: datetime


class Stocktakes:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def look(self, stocktake_id: UUID) -> Looked:
        """Raises NotFoundError: there is none under this id."""
        async with self._work.log.transaction() as tx:
            return await self._looked(tx, stocktake_id)

    async def open(self, order: Order, stocktake_id: UUID, places: Sequence[str]) -> None:
        """Count these places (as recorded, "shelf:A-03"); none: all of them."""

        async def work(tx: Transaction) -> Facts:
            stream = await _read(tx, stocktake_id)
            return record(stream, order, stocktake.open_stocktake(stream.state, places=places))

        await self._work.carry_out(order, work)

    async def count(
        self, order: Order, stocktake_id: UUID, card_serial: str, label: str
    ) -> Counted:
        """A card was scanned at the place with this label.

        Raises:
            NotACardError, PlaceUnknownError, PlaceNotCountedError, StocktakeClosedError: nothing
                is counted.
        """
        require_serial(card_serial)
        found: list[Counted] = []

        async def work(tx: Transaction) -> Facts:
            stream = await _read(tx, stocktake_id)
            place = await place_for(tx, self._work, label, COUNTED_AT)
            lies = (await self._work.card(tx, card_serial)).state.place
            counted = stocktake.count(
                stream.state, card_serial=card_serial, place=place, recorded_place=lies
            )
            found.append(counted[0].found if counted else Counted.AGAIN)
            return record(stream, order, counted)

        await self._work.carry_out(order, work)
        if found:
            return found[-1]
        return (await self.look(stocktake_id)).stocktake.counted[card_serial].found

    async def undo_count(self, order: Order, stocktake_id: UUID, card_serial: str) -> None:
        async def work(tx: Transaction) -> Facts:
            stream = await _read(tx, stocktake_id)
            undone = stocktake.undo_count(stream.state, card_serial=card_serial)
            return record(stream, order, undone)

        await self._work.carry_out(order, work)

    async def not_counted(self, stocktake_id: UUID) -> dict[str, str]:
        """Serial and place of the cards that should be counted still."""
        async with self._work.log.transaction() as tx:
            looked = await self._looked(tx, stocktake_id)
            return await self._recorded(tx, looked)

    async def close(self, order: Order, stocktake_id: UUID) -> int:
        """End the counting; each card that was not found raises the alarm. How many those are."""
        missing: list[int] = []

        async def work(tx: Transaction) -> Facts:
            await tx.lock()
            stream = await _read(tx, stocktake_id)
            recorded = await self._recorded(tx, await self._looked(tx, stocktake_id))
            closed = stocktake.close(stream.state, recorded=recorded)
            facts = record(stream, order, closed)
            for serial in closed[0].not_found if closed else ():
                facts += await self._alarm(tx, order, serial)
            missing.append(len(closed[0].not_found) if closed else 0)
            return facts

        await self._work.carry_out(order, work)
        return missing[-1] if missing else 0

    async def correct(self, order: Order, stocktake_id: UUID, officers: tuple[str, str]) -> None:
        """Two people looked at the differences: the record follows what was counted."""

        async def work(tx: Transaction) -> Facts:
            stream = await _read(tx, stocktake_id)
            corrected = stocktake.correct(stream.state, officers=officers)
            facts = record(stream, order, corrected)
            for each in stream.state.to_correct:
                facts += await self._moved(tx, order, each)
            return facts

        await self._work.carry_out(order, work)

    async def _looked(self, tx: Transaction, stocktake_id: UUID) -> Looked:
        history = await tx.history(stocktake_id)
        stream = await _read(tx, stocktake_id)
        if stream.state.opened is None:
            raise NotFoundError
        return Looked(stocktake=stream.state, opened_at=history[0].at)

    async def _recorded(self, tx: Transaction, looked: Looked) -> dict[str, str]:
        """The cards that lay there when the counting began and lie there still, uncounted.

        The tables name them, the cards' own facts decide.
        """
        rows = await tx.connection.fetch(_LAY_THERE, looked.opened_at, MISSING)
        serials = [
            row["card_serial"]
            for row in rows
            if row["card_serial"] not in looked.stocktake.counted
            and looked.stocktake.covers(row["place"])
        ]
        ids = [card_id_of(each) for each in serials]
        known = await tx.read_many(ids, CardPlace(), cards.evolve)
        lie = {serial: known[card_id_of(serial)].state.place for serial in serials}
        return {
            serial: place
            for serial, place in lie.items()
            if place is not None and place != MISSING and looked.stocktake.covers(place)
        }

    async def _alarm(self, tx: Transaction, order: Order, card_serial: str) -> Facts:
        """Nobody found the card: its case stops, and it is searched for."""
        card = await self._work.card(tx, card_serial)
        moved = record(card, order, cards.move(card.state, to_place=MISSING))
        case = await case_with_card(tx, self._work, card_serial)
        if case is None:
            return moved
        place = card.state.place or "unknown"
        try:
            decided = endings.report_missing(case.state, last_place=place)
        except WrongStageError:  # the case is over; the card is searched for all the same
            return moved
        return [*record(case, order, decided), *moved]

    async def _moved(self, tx: Transaction, order: Order, counted: CardCounted) -> Facts:
        """Where it was counted; one that nobody knew of goes into quarantine.

        What moved since it was counted is left where it is recorded now.
        """
        card = await self._work.card(tx, counted.card_serial)
        if (card.state.place or "") != counted.recorded_place:
            return []
        if counted.found is Counted.UNEXPECTED:
            serial = counted.card_serial
            received = cards.receive(card.state, card_serial=serial, place=QUARANTINE)
            return record(card, order, received)
        moved = record(card, order, cards.move(card.state, to_place=counted.place))
        case = await case_with_card(tx, self._work, counted.card_serial)
        if case is None:
            return moved
        found = endings.report_found(case.state, place=counted.place)
        return [*record(case, order, found), *moved]


async def _read(tx: Transaction, stocktake_id: UUID) -> StocktakeStream:
    return await tx.read(stocktake_id, Stocktake(), stocktake.evolve)


_LAY_THERE = """SELECT card_serial, place FROM office.card_places
    WHERE place IS NOT NULL AND (moved_at IS NULL OR moved_at <= $1) AND place <> $2"""
