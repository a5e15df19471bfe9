"""Opening the books for a batch: every stream its commands may touch, read under the lock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from booking_web.desk.requests import Request
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
from booking_web.timetable.facts import NoticeFact
from booking_web.timetable.notices import Notice, evolve_notice
from booking_web.timetable.timetable import Timetable
from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction

Answers = Mapping[str, tuple[bytes, bytes]]
"""Digest of the command and answer, by idempotency key."""

_MOST_NEWS = 5_000
_OPEN = """SELECT part, stream, version, place, name, state, digest
    FROM booking.open_batch($1, $2, $3, $4)"""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What stood in the log when its lock was had: answers given before, and the books."""

    earlier: Answers
    books: Books


async def open_batch(
    tx: Transaction, timetable: Timetable, requests: Sequence[Request], row: int
) -> Opened:
    """Take the log's lock, bring *timetable* to the log's head, and open the books.

    One round trip, unless there is much news or holds have run out. What commands want that were
    answered before is read too and not used. A party may fill *row* slots one after another.
    """
    keys = [each.key for each in requests if each.key is not None]
    wanted = {notice_id for each in requests for notice_id in _notices(each.command)}
    rows = await tx.connection.fetch(_OPEN, timetable.position, _MOST_NEWS, keys, list(wanted))
    earlier: dict[str, tuple[bytes, bytes]] = {}
    history: defaultdict[UUID, list[Recorded[NoticeFact]]] = defaultdict(list)
    news: list[Recorded[Any]] = []
    for part, stream, version, position, name, state, digest in rows:
        if part == "answer":
            earlier[name] = (digest, state)
        elif part == "notice":
            history[stream].append(decode(stream, version, position, name, state))
        else:
            news.append(decode(stream, version, position, name, state))
    await _catch_up(tx, timetable, news)
    notices = {each: _empty(each).replay(history[each]) for each in wanted}
    new = [each for each in requests if each.key not in earlier]
    books = await _open_books(tx, timetable, notices, new, row)
    return Opened(earlier=earlier, books=books)


async def read_notices(tx: Transaction, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeStream]:
    """These notices, and those who have an appointment with them."""
    return await _with_companions(tx, await _read(tx, notice_ids))


async def _catch_up(tx: Transaction, timetable: Timetable, news: list[Recorded[Any]]) -> None:
    while news:
        timetable.apply(news)
        if len(news) < _MOST_NEWS:
            return
        news = await tx.follow(timetable.position, _MOST_NEWS)


async def _open_books(
    tx: Transaction,
    timetable: Timetable,
    known: dict[UUID, NoticeStream],
    requests: Sequence[Request],
    row: int,
) -> Books:
    """Slots asked for, slots booked, and whoever held a place there that has run out by now."""
    targets = [
        slot_id for each in requests for slot_id in _targets(timetable, known, each.command, row)
    ]
    slots = {each: timetable.slots[each] for each in targets if each in timetable.slots}
    at = max((each.at for each in requests), default=None)
    expired = [member for each in slots.values() for member in _expired(each, at)]
    known |= await _read(tx, [each for each in expired if each not in known])
    notices = await _with_companions(tx, known)
    for stream in notices.values():
        if (booked := stream.state.appointment) is not None:
            slot_id = booked.place.slot_id
            slots[slot_id] = timetable.slots[slot_id]
    return Books(slots=slots, notices=notices)


async def _with_companions(
    tx: Transaction, notices: dict[UUID, NoticeStream]
) -> dict[UUID, NoticeStream]:
    companions = [member for each in notices.values() for member in _members(each)]
    return notices | await _read(tx, [each for each in companions if each not in notices])


async def _read(tx: Transaction, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeStream]:
    ids = list(dict.fromkeys(notice_ids))
    return await tx.read_many(ids, Notice(), evolve_notice) if ids else {}


def _empty(notice_id: UUID) -> NoticeStream:
    return Stream(notice_id, Notice(), evolve_notice)


def _members(stream: NoticeStream) -> tuple[UUID, ...]:
    booked = stream.state.appointment
    return booked.party.members if booked else ()


def _expired(stream: SlotStream, at: datetime | None) -> list[UUID]:
    if at is None:
        return []
    return [member for _, held in stream.state.expired(at) for member in held.members]


def _targets(
    timetable: Timetable, known: Mapping[UUID, NoticeStream], command: Command, row: int
) -> Iterable[UUID]:
    """The slots a command may take places in: one alone, for a party those after it too."""
    match command:
        case Hold() | Book() if len(command.notice_ids) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, row))
        case Move() if len(_members(known[command.notice_id])) > 1:
            return (each for each, _ in timetable.row_from(command.slot_id, row))
        case _:
            return _slots(command)


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
