"""What stations see of a day: the line without people's data, one party's file with it."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from issuance.office.api.messages.handover import Progress, TimeSpent
from issuance.pins.kinds import PinKind


class QueuedPerson(Struct, frozen=True, kw_only=True):
    """What a person's card needs, so that any party of the day can be called without the office."""

    case_id: UUID
    notice_tail: str
    under_15: bool
    pin_kinds: tuple[PinKind, ...]
    """None for a card without PINs."""
    old_card_expected: bool
    progress: Progress | None = None
    """Where another counter had the party before."""


class QueuedVisit(Struct, frozen=True, kw_only=True):
    """A party without anybody's data."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    stage: str
    station: str | None
    called_by: str | None
    late_minutes: int
    awaited_until: datetime
    """No no-show is recorded before."""
    arrived_at: datetime | None
    recalls: int
    held_because: str
    meant_for: str
    """The counter it was handed on to; "" is any."""
    priority: str
    consultant_asked: bool
    people: list[QueuedPerson]
    ticket: str = ""
    """The number the party is called by: A12 with an appointment, B13 without."""
    booked: bool = True
    spent: list[TimeSpent] = []
    """What its steps took at counters that handed it on."""


class Queue(Struct, frozen=True, kw_only=True):
    now: datetime
    """The office's clock, by which a station measures its own."""
    visits: list[QueuedVisit]


class Resident(Struct, frozen=True, kw_only=True):
    """A person as the counter needs to see them."""

    case_id: UUID
    notice_tail: str
    name: str
    name_kana: str
    birth_on: date | None
    address: str
    postcode: str
    kind: str
    under_15: bool
    pinless: bool
    pin_kinds: tuple[PinKind, ...]
    stage: str
    card_serial: str
    old_card_expected: bool
    language: str = ""
    """In which the resident's screen opens, as booking codes it."""

    def __repr__(self) -> str:
        return f"Resident({self.case_id})"


class VisitFile(Struct, frozen=True, kw_only=True):
    """A party with its people's data."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    stage: str
    station: str | None
    called_by: str | None
    people: list[Resident]
