"""The open books a command is decided on: the slots and notices it may concern."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID

from msgspec import Struct, field

from booking_web.timetable.facts import Fact, NoticeFact, SlotFact
from booking_web.timetable.notices import Notice
from booking_web.timetable.openings import Opening
from booking_web.timetable.slots import Slot
from booking_web.timetable.waiting_list import NOBODY, WaitingList
from issuance.ledger.facts import Recorded, Stream

S = TypeVar("S")
F = TypeVar("F")

SlotStream = Stream[Slot, SlotFact]
NoticeStream = Stream[Notice, NoticeFact]
Entry = tuple[UUID, Fact]
"""A fact, and the stream it belongs to."""


class Books(Struct, frozen=True, kw_only=True, gc=False):
    """Streams as they stand; writing gives new books and leaves these as they were."""

    slots: Mapping[UUID, SlotStream]
    notices: Mapping[UUID, NoticeStream]
    waiting: WaitingList = NOBODY
    openings: Mapping[UUID, Opening] = field(default_factory=dict[UUID, Opening])
    """What opening rules offer, by slot; they may say nothing of one that the office offered."""

    def slot(self, slot_id: UUID) -> Slot:
        stream = self.slots.get(slot_id)
        return Slot() if stream is None else stream.state

    def notice(self, notice_id: UUID) -> Notice:
        return self.notices[notice_id].state

    def write(
        self, entries: Iterable[Entry], *, at: datetime, by: str
    ) -> "tuple[Books, list[Recorded[Fact]]]":
        """The books after these entries, and the entries with their places in their streams."""
        slots, notices = dict(self.slots), dict(self.notices)
        recorded: list[Recorded[Fact]] = []
        for stream_id, fact in entries:
            if stream_id in notices:
                noted = _grown(notices, stream_id, cast("NoticeFact", fact), at, by)
                recorded.extend(noted)
            else:
                counted = _grown(slots, stream_id, cast("SlotFact", fact), at, by)
                recorded.extend(counted)
        books = Books(
            slots=slots,
            notices=notices,
            waiting=self.waiting.after(recorded),
            openings=self.openings,
        )
        return books, recorded


def _grown(
    streams: dict[UUID, Stream[S, F]], stream_id: UUID, fact: F, at: datetime, by: str
) -> list[Recorded[F]]:
    stream = streams[stream_id]
    recorded = stream.record([fact], at=at, by=by)
    streams[stream_id] = stream.replay(recorded)
    return recorded
