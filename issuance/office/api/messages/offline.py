"""What a station gets for a day on its own, and what it says of itself."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from issuance.office.api.messages.fields import At, AtStation, Word
from issuance.office.api.messages.queue import QueuedVisit, Resident


class Prepare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A station asks for the parties of a day with their people."""

    at: At
    day: date
    venue: Annotated[str, Meta(max_length=32)] = ""
    """The venue's code; empty: all venues."""
    only: Annotated[frozenset[UUID], Meta(max_length=2_000)] | None = None
    """The parties that are wanted, where the station has the others; None: all of the day."""


class PreparedVisit(Struct, frozen=True, kw_only=True):
    visit: QueuedVisit
    people: list[Resident]


class PreparedDay(Struct, frozen=True, kw_only=True):
    day: date
    prepared_at: datetime
    visits: list[PreparedVisit]


class SignedIn(AtStation, frozen=True, kw_only=True, tag="clerk-signed-in"):
    method: Literal["pin", "passkey"]


class SignedOut(AtStation, frozen=True, kw_only=True, tag="clerk-signed-out"):
    pass


class Locked(AtStation, frozen=True, kw_only=True, tag="sign-in-locked"):
    staff_id: Word


class Measured(AtStation, frozen=True, kw_only=True, tag="clock-measured"):
    skew_seconds: Annotated[int, Meta(ge=-(10**9), le=10**9)]


class Readers(AtStation, frozen=True, kw_only=True, tag="readers-noted"):
    answer: bool


OfCounter = SignedIn | SignedOut | Locked | Measured
"""What is kept as the station says it."""

OfStation = OfCounter | Readers
