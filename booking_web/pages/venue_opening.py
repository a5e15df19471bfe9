"""受け取り場所ごとの待合室: a venue's times are had through its own room, while it has one."""

from uuid import UUID

from booking_web.pages.visit import Visit
from booking_web.refusals import SlotNotOpenYetError
from booking_web.waiting_room.asking import read_asking
from booking_web.waiting_room.entrances import Entrance, way_in
from booking_web.waiting_room.gate import Gate


def waits_at(visit: Visit, slot_id: UUID) -> str:
    """Where who asks for this slot has to wait first; "" if they need not."""
    gate: Gate = visit.request.app.state.gate
    house = gate.house
    if house is None or not house.room.of_venues:
        return ""
    slot = visit.site.desk.slot(slot_id, at=visit.now)
    room = house.room_of(slot.venue_id) if slot else None
    if room is None:
        return ""
    cookies = visit.site.cookies
    asking = read_asking(visit.request.scope, Entrance.INSIDE, cookies, room)
    return "" if house.reception.admits(asking, room) else way_in(Entrance.INSIDE, room.venue_code)


def require_open_to(visit: Visit, slot_id: UUID, from_venue: UUID) -> None:
    """Who moves within a venue never waits; nobody comes in by moving from another one.

    Raises SlotNotOpenYetError.
    """
    slot = visit.site.desk.slot(slot_id, at=visit.now)
    if slot is not None and slot.venue_id != from_venue and waits_at(visit, slot_id):
        raise SlotNotOpenYetError
