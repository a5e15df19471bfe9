"""Opening the books for a batch: every stream its commands may touch, read under the lock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never
from uuid import UUID

from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.commands import (
    Book,
    Cancel,
    Command,
    Confirm,
    Extend,
    Hold,
    Lapse,
    Move,
)
from booking_web.timetable.notices import Notice, evolve_notice
from booking_web.timetable.timetable import Timetable
from issuance.ledger.postgres import Transaction


async def open_books(
    tx: Transaction, timetable: Timetable, commands: Sequence[Command], at: datetime
) -> Books:
    """*at* is the latest time of the commands: holds over by then are opened too."""
    targets = [slot_id for each in commands for slot_id in _slots(each)]
    slots = {each: timetable.slots[each] for each in targets if each in timetable.slots}
    wanted = [notice_id for each in commands for notice_id in _notices(each)]
    wanted += [member for each in slots.values() for member in _expired(each, at)]
    notices = await read_notices(tx, wanted)
    for stream in notices.values():
        if (booked := stream.state.appointment) is not None:
            slot_id = booked.place.slot_id
            slots[slot_id] = timetable.slots[slot_id]
    return Books(slots=slots, notices=notices)


async def read_notices(tx: Transaction, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeStream]:
    """These notices, and those who have an appointment with them."""
    notices = await _read(tx, notice_ids)
    companions = [member for each in notices.values() for member in _members(each)]
    return notices | await _read(tx, [each for each in companions if each not in notices])


async def _read(tx: Transaction, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeStream]:
    ids = list(dict.fromkeys(notice_ids))
    return await tx.read_many(ids, Notice(), evolve_notice) if ids else {}


def _members(stream: NoticeStream) -> tuple[UUID, ...]:
    booked = stream.state.appointment
    return booked.party.members if booked else ()


def _expired(stream: SlotStream, at: datetime) -> list[UUID]:
    return [member for _, held in stream.state.expired(at) for member in held.members]


def _slots(command: Command) -> tuple[UUID, ...]:
    match command:
        case Hold() | Book() | Move() | Lapse():
            return (command.slot_id,)
        case Extend() | Confirm() | Cancel():
            return ()
        case _:
            assert_never(command)


def _notices(command: Command) -> tuple[UUID, ...]:
    match command:
        case Hold() | Book():
            return command.notice_ids
        case Move() | Extend() | Confirm() | Cancel():
            return (command.notice_id,)
        case Lapse():
            return ()
        case _:
            assert_never(command)
