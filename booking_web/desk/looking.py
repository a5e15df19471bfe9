"""What a batch stands on, looked up before the log's lock is had: earlier answers and notices."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from booking_web.desk.requests import Request
from booking_web.timetable.books import NoticeStream
from booking_web.timetable.facts import NoticeFact
from booking_web.timetable.notices import Notice, evolve_notice
from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction

if TYPE_CHECKING:
    import asyncpg

Answers = Mapping[str, tuple[bytes, bytes]]
"""Digest of the command and answer, by idempotency key."""

_LOOK = "SELECT stream, version, place, name, state, digest FROM booking.look($1, $2)"


class Reader(Protocol):
    """A pool or a connection."""

    async def fetch(self, query: str, *args: object) -> "list[asyncpg.Record]": ...


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Answers given before, and notices as they stood."""

    answers: Answers
    notices: Mapping[UUID, NoticeStream]


async def look(reader: Reader, requests: Sequence[Request], known: Collection[UUID]) -> Looked:
    """One round trip for all requests; notices in *known* need not be read."""
    keys = [each.key for each in requests if each.key is not None]
    wanted = {each for request in requests for each in request.notice_ids if each not in known}
    rows = await reader.fetch(_LOOK, keys, list(wanted))
    answers = {
        name: (digest, answer) for stream, _, _, name, answer, digest in rows if stream is None
    }
    return Looked(answers=answers, notices=_replayed(wanted, rows))


async def look_at_notices(
    reader: Reader, notice_ids: Iterable[UUID]
) -> Mapping[UUID, NoticeStream]:
    """These notices, as they stand."""
    ids = list(dict.fromkeys(notice_ids))
    return _replayed(ids, await reader.fetch(_LOOK, [], ids)) if ids else {}


async def read_notices(tx: Transaction, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeStream]:
    """These notices, and those who have an appointment with them."""
    notices = dict(await look_at_notices(tx.connection, notice_ids))
    others = {each for stream in notices.values() for each in members_of(stream)} - notices.keys()
    return notices | dict(await look_at_notices(tx.connection, others))


def members_of(stream: NoticeStream) -> tuple[UUID, ...]:
    """Those who come or wait together with this notice."""
    booked, waiting = stream.state.appointment, stream.state.waiting
    coming = booked.party.members if booked else ()
    return coming if waiting is None else (*coming, *waiting.members)


def _replayed(
    notice_ids: Iterable[UUID], rows: "Iterable[asyncpg.Record]"
) -> dict[UUID, NoticeStream]:
    """What the facts among these rows add up to; rows without a stream are answers."""
    history: defaultdict[UUID, list[Recorded[NoticeFact]]] = defaultdict(list)
    for stream, version, place, name, state, _ in rows:
        if stream is not None:
            history[stream].append(decode(stream, version, place, name, state))
    return {
        each: Stream(each, Notice(), evolve_notice).replay(history[each]) for each in notice_ids
    }
