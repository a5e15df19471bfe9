"""回答: what the office tells a station of the day, its parties and their people (JSON)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from counter_station.visit.taken_over import Progress, TimeSpent
from issuance.pins.kinds import PinKind


class QueuedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One of a party in the day's queue: what the card needs, no data about the person."""

    case_id: UUID
    notice_tail: str = ""
    under_15: bool = False
    pin_kinds: tuple[PinKind, ...] = ()
    """None for a card without PINs."""
    old_card_expected: bool = False
    progress: Progress | None = None
    """Where another counter had the party before."""


class QueuedVisit(msgspec.Struct, frozen=True, kw_only=True):
    """One party in the day's queue."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int = 0
    stage: str
    station: str | None = None
    called_by: str | None = None
    late_minutes: int = 0
    """How late the party announced to be."""
    awaited_until: datetime | None = None
    """The office takes no no-show before."""
    arrived_at: datetime | None = None
    recalls: int = 0
    held_because: str = ""
    meant_for: str = ""
    """The counter it was handed on to; "" is any."""
    priority: str = ""
    people: tuple[QueuedPerson, ...]
    ticket: str = ""
    """The number the party is called by in the hall; empty until it comes in."""
    booked: bool = True
    """False: it came without an appointment."""
    spent: tuple[TimeSpent, ...] = ()
    """What its steps took at counters that handed it on."""


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the office knows them: shown to the clerk, kept in memory, never written."""

    case_id: UUID
    notice_tail: str = ""
    name: str = ""
    name_kana: str = ""
    birth_on: date | None = None
    address: str = ""
    postcode: str = ""
    kind: str = ""
    under_15: bool = False
    pinless: bool = False
    pin_kinds: tuple[PinKind, ...] = ()
    stage: str = ""
    card_serial: str | None = None
    old_card_expected: bool = False
    language: str = ""
    """Chosen with the booking; "" where it was never told."""

    def __repr__(self) -> str:
        return f"Resident({self.case_id})"


class VisitFile(msgspec.Struct, frozen=True, kw_only=True):
    """A party with its people's data."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    stage: str
    station: str | None = None
    people: tuple[Resident, ...]


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """The parties of a day."""

    visits: tuple[QueuedVisit, ...]
    now: datetime | None = None
    """The office's clock."""


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """The key PINs are sealed to; public."""

    key_id: str
    public_key_pem: str
