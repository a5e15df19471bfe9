"""Opening the books for requests: every slot and notice their commands may touch."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import assert_never
from uuid import UUID

from booking_web.desk.looking import Reader, look_at_notices, members_of
from booking_web.desk.requests import Request
from booking_web.timetable.books import NoticeStream, SlotStream
from booking_web.timetable.commands import (
    AnnounceLate,
    Arrive,
    Book,
    Cancel,
    Command,
    Confirm,
    Extend,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.timetable import Timetable

Notices = Mapping[UUID, NoticeStream]


async def read_the_rest(
    reader: Reader, timetable: Timetable, requests: Sequence[Request], notices: Notices, row: int
) -> Notices:
    """Notices that no command names: companions, and who held a place that has run out by now.

    A party may fill *row* slots one after another.
    """
    missing = _unread(timetable, requests, notices, row)
    read = dict(notices)
    while missing:
        read |= await look_at_notices(reader, missing)
        missing = {each for one in read.values() for each in members_of(one) if each not in read}
    return read


def slots_concerned(
    timetable: Timetable, requests: Sequence[Request], notices: Notices, row: int
) -> dict[UUID, SlotStream]:
    """The slots asked for, and those where these notices have their places."""
    wanted = [
        slot_id for each in requests for slot_id in _targets(timetable, notices, each.command, row)
    ]
    wanted += [
        booked.place.slot_id
        for each in notices.values()
        if (booked := each.state.appointment) is not None
    ]
    streams = ((each, timetable.stream(each)) for each in wanted)
    return {each: stream for each, stream in streams if stream is not None}


def _unread(
    timetable: Timetable, requests: Sequence[Request], notices: Notices, row: int
) -> set[UUID]:
    held_out = {
        member
        for request in requests
        for slot_id in _targets(timetable, notices, request.command, row)
        if slot_id in timetable.slots
        for member in _expired(timetable.slots[slot_id], request.at)
    }
    together = {member for each in notices.values() for member in members_of(each)}
    return (held_out | together) - notices.keys()


def _expired(stream: SlotStream, at: datetime) -> Iterable[UUID]:
    if not stream.state.held:
        return ()
    return (member for _, held in stream.state.expired(at) for member in held.members)


def _targets(timetable: Timetable, notices: Notices, command: Command, row: int) -> Iterable[UUID]:
    """The slots a command may take places in: one alone, for a party those after it too."""
    match command:
        case Hold() | Book() | OfferPlaces() if len(command.notice_ids) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, row))
        case Move() if len(members_of(notices[command.notice_id])) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, row))
        case _:
            return _slots(command)


def _slots(command: Command) -> tuple[UUID, ...]:
    match command:
        case Hold() | Book() | Move() | Lapse() | OfferPlaces():
            return (command.slot_id,)
        case Extend() | Confirm() | Cancel() | Join() | Leave() | Arrive() | AnnounceLate():
            return ()
        case _:
            assert_never(command)
