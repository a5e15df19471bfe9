"""What happens at a station apart from any visit: who works there, its clock, its day's copy."""

from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact


@fact("counter.clerk-signed-in")
class ClerkSignedIn:
    """Somebody began to work at a station."""

    station: str
    method: str


@fact("counter.clerk-signed-out")
class ClerkSignedOut:
    """Somebody left a station."""

    station: str


@fact("counter.sign-in-locked")
class SignInLocked:
    """Too many wrong PINs for one member of staff at one station."""

    station: str
    staff_id: str


@fact("counter.clock-measured")
class ClockMeasured:
    """How far a station's clock is from the office's; positive: it is ahead."""

    station: str
    skew_seconds: int


@fact("counter.day-prepared")
class DayPrepared:
    """A station got the people of a day, to serve them while the office is away."""

    station: str
    day: date
    parties: int


StationFact = ClerkSignedIn | ClerkSignedOut | SignInLocked | ClockMeasured | DayPrepared


def station_stream_of(station: str) -> UUID:
    """One stream for each station."""
    return uuid5(NAMESPACE_URL, f"madoguchi:station:{station}")
