"""How a party sits: in the slot it chose and, where that is too small, in the ones after it.

The first slot is filled before the next one, in the order of the party, so that its leader comes
first. Each slot of the row takes somebody: a full one in between would tear the party apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from booking_web.refusals import SlotFullError
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import Span
from booking_web.timetable.notices import Place
from booking_web.timetable.rows import row_from


class Seat(Struct, frozen=True, kw_only=True, gc=False):
    """One slot of the row, and who of the party comes then."""

    place: Place
    members: tuple[UUID, ...]


def find_seats(draft: Draft, slot_id: UUID, members: Sequence[UUID]) -> list[Seat]:
    """Seats for all of them from this slot on; who has a place there already keeps it.

    Raises:
        TooSoonError: the card of one of them cannot be at hand so soon.
        SlotFullError: the row is too small; whether one person fits, its slot itself decides.
    """
    first = draft.open_place(slot_id, members)
    draft.require_lead(members, first.starts_at)
    if len(members) == 1:
        return [Seat(place=first, members=tuple(members))]
    homes = _homes(draft, members, slot_id)
    seats, waiting = list[Seat](), list(members)
    for place in _row(draft, first, members):
        here = _seated(draft, place, waiting, homes)
        waiting = [each for each in waiting if each not in here]
        if here:
            seats.append(Seat(place=place, members=tuple(here)))
        if not here or not waiting:
            break
    if waiting:
        raise SlotFullError
    return _spanned(seats)


def span_of(places: Sequence[Place]) -> Span | None:
    """The time of a party with these places; None while they are one slot."""
    by_slot = {each.slot_id: each for each in places}
    if len(by_slot) < 2:
        return None
    minutes = sum(each.minutes for each in by_slot.values())
    return Span(starts_at=min(each.starts_at for each in places), minutes=minutes)


def _row(draft: Draft, first: Place, members: Sequence[UUID]) -> Iterator[Place]:
    """Each slot of the row once it is needed, rid of the holds that ran out."""
    yield first
    row = row_from(draft.offered, first.slot_id, draft.policy.slots_in_a_row)
    for slot_id, _ in row:
        if slot_id != first.slot_id:
            draft.lapse_expired(slot_id, ())
            yield draft.open_place(slot_id, members)


def _homes(draft: Draft, members: Sequence[UUID], slot_id: UUID) -> dict[UUID, UUID]:
    """In which slot of the row those have their place who have one there already."""
    row = {each for each, _ in row_from(draft.offered, slot_id, draft.policy.slots_in_a_row)}
    found = {each: draft.notice(each).appointment for each in members}
    return {
        each: booked.place.slot_id
        for each, booked in found.items()
        if booked and booked.place.slot_id in row
    }


def _seated(
    draft: Draft, place: Place, waiting: Sequence[UUID], homes: Mapping[UUID, UUID]
) -> list[UUID]:
    """Who sits here: those at home here, and as many of the others as there are places left."""
    at_home = {each for each in waiting if homes.get(each) == place.slot_id}
    others = [each for each in waiting if each not in at_home]
    others.sort(key=homes.__contains__)  # who can stay further on leaves the places here to others
    new = set(others[: max(0, draft.left(place.slot_id))])
    return [each for each in waiting if each in at_home or each in new]


def _spanned(seats: list[Seat]) -> list[Seat]:
    span = span_of([each.place for each in seats])
    if span is None:
        return seats
    return [replace(each, place=replace(each.place, span=span)) for each in seats]
