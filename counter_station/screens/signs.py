"""Signs that somebody stands at the counter: a card laid on the reader, documents ticked."""

import asyncio
from typing import TYPE_CHECKING, Final

from counter_station.screens.reader_eye import ReaderState
from counter_station.visit.line_facts import Sign
from issuance.errors import Refusal

if TYPE_CHECKING:
    from counter_station.screens.station import Station

_LOOK_EVERY_SECONDS: Final = 0.5
_NO_CARD: Final = frozenset(
    {ReaderState.OFF, ReaderState.SERVICE_DOWN, ReaderState.NO_READER, ReaderState.EMPTY}
)


async def watch_for_cards(station: "Station") -> None:
    """A card laid down after the call says that somebody came; one forgotten there does not."""
    lay_there = True
    while True:
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
        lies_there = station.eye.look().state not in _NO_CARD
        if lies_there and not lay_there:
            await note_sign(station, Sign.CARD)
        lay_there = lies_there


async def note_sign(station: "Station", sign: Sign) -> None:
    """Note it as done by the clerk who is signed in; without a clerk nobody was called."""
    staff_id = station.desk.office.staff_id
    if staff_id:
        try:
            await station.line.note_came(sign, by=f"staff:{staff_id}")
        except Refusal:
            return
