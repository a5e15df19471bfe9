"""Opening the books for requests: every slot and notice their commands may touch."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, assert_never
from uuid import UUID

from booking_web.desk.looking import Reader, look_at_notices, members_of
from booking_web.desk.requests import Request
from booking_web.timetable.books import NoticeStream, SlotStream
from booking_web.timetable.commands import (
    AddPeople,
    AnnounceLate,
    Arrive,
    Book,
    Cancel,
    Command,
    Confirm,
    Decline,
    Extend,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.rows import starts_before
from booking_web.timetable.timetable import Timetable

Notices = Mapping[UUID, NoticeStream]


class Reach(NamedTuple):
    """How far around a slot one has to look."""

    row: int
    """Over so many slots in a row a party may be spread."""
    line: bool
    """Whether anybody waits in line, whose turn may come first."""


async def read_the_rest(
    reader: Reader,
    timetable: Timetable,
    requests: Sequence[Request],
    notices: Notices,
    reach: Reach,
) -> Notices:
    """Notices that no command names: companions, and who held a place that has run out by now."""
    missing = _unread(timetable, requests, notices, reach)
    read = dict(notices)
    while missing:
        read |= await look_at_notices(reader, missing)
        missing = {each for one in read.values() for each in members_of(one) if each not in read}
    return read


def slots_concerned(
    timetable: Timetable, requests: Sequence[Request], notices: Notices, reach: Reach
) -> dict[UUID, SlotStream]:
    """The slots asked for, and those where these notices have their places."""
    wanted = [
        slot_id
        for each in requests
        for slot_id in _targets(timetable, notices, each.command, reach)
    ]
    wanted += [
        booked.place.slot_id
        for each in notices.values()
        if (booked := each.state.appointment) is not None
    ]
    wanted += [
        slot_id
        for each in notices.values()
        if (mine := each.state.waiting) is not None and mine.offered is not None
        for slot_id, _ in timetable.row_from(mine.offered, reach.row)
    ]
    streams = ((each, timetable.stream(each)) for each in wanted)
    return {each: stream for each, stream in streams if stream is not None}


def _unread(
    timetable: Timetable, requests: Sequence[Request], notices: Notices, reach: Reach
) -> set[UUID]:
    held_out = {
        member
        for request in requests
        for slot_id in _targets(timetable, notices, request.command, reach)
        if slot_id in timetable.slots
        for member in _expired(timetable.slots[slot_id], request.at)
    }
    together = {
        member
        for each in notices.values()
        if each.state.appointment or each.state.waiting
        for member in members_of(each)
    }
    return (held_out | together) - notices.keys()


def _expired(stream: SlotStream, at: datetime) -> Iterable[UUID]:
    if not stream.state.held:
        return ()
    return (member for _, held in stream.state.expired(at) for member in held.members)


def _targets(
    timetable: Timetable, notices: Notices, command: Command, reach: Reach
) -> Iterable[UUID]:
    """The slots a command may take places in, or whose places decide whether it may."""
    match command:
        case Book(notice_ids=(_,), slot_id=slot_id) if not reach.line:
            return (slot_id,)
        case AddPeople(notice_id=notice_id):
            booked = notices[notice_id].state.appointment
            return _around(timetable, booked.first_slot_id, reach.row) if booked else ()
        case Hold() | Book() | OfferPlaces() | Move() if reach.line:
            return _around(timetable, command.slot_id, reach.row)
        case Hold() | Book() | OfferPlaces() if len(command.notice_ids) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, reach.row))
        case Move() if len(members_of(notices[command.notice_id])) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, reach.row))
        case _:
            return _slots(command)


def _around(timetable: Timetable, slot_id: UUID, row: int) -> Iterable[UUID]:
    """All rows of a household in line that this party's row might touch."""
    mine = [each for each, _ in timetable.row_from(slot_id, row)] or [slot_id]
    starts = dict.fromkeys(s for each in mine for s in starts_before(timetable.slot, each, row))
    rows = (each for start in starts for each, _ in timetable.row_from(start, row))
    return dict.fromkeys((*mine, *rows))


def _slots(command: Command) -> tuple[UUID, ...]:
    match command:
        case Hold() | Book() | Move() | Lapse() | OfferPlaces():
            return (command.slot_id,)
        case (
            Extend()
            | Confirm()
            | Cancel()
            | Join()
            | Leave()
            | Decline()
            | Arrive()
            | AnnounceLate()
            | AddPeople()
        ):
            return ()
        case _:
            assert_never(command)
