"""What a batch frees is offered to the waiting list in the same batch: nobody comes in between."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from booking_web.desk.requests import Request
from booking_web.timetable.commands import OfferPlaces
from booking_web.timetable.facts import PlacesFreed
from booking_web.timetable.offers import View
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.turns import in_turn, starts_of
from issuance.ledger.facts import form_of

if TYPE_CHECKING:
    from booking_web.desk.batch import Batch, Decision

_FREED = form_of(PlacesFreed).topic


def offers_of_freed(batch: "Batch", decisions: "Iterable[Decision]") -> list[Request]:
    """Whom to offer the places that came free by these decisions, as the batch stands now."""
    freed = {
        (line[0], each.request.at) for each in decisions for line in each.lines if line[2] == _FREED
    }
    if not freed:
        return []
    view = View(batch.slot, batch.timetable.openings.offers.get, batch.policy)
    at = max(at for _, at in freed)
    starts = starts_of(view, {slot_id for slot_id, _ in freed})
    return [_asked(each, at=at) for each in in_turn(batch.waiting, view, starts, at=at)]


def _asked(offer: OfferPlaces, *, at: datetime) -> Request:
    answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    answer.add_done_callback(look_at)
    return Request(command=offer, key=None, at=at, by="timetable", answer=answer)


def look_at(answer: asyncio.Future[Outcome]) -> None:
    """Nobody waits for what the desk asks of itself; it is tried again."""
    if not answer.cancelled():
        answer.exception()
