"""What happens at this station apart from any visit. Who, by code; never with what secret."""

from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact


@fact("station.clerk-signed-in")
class ClerkSignedIn:
    """Somebody began to work here; `method` is how they showed who they are."""

    method: str


@fact("station.clerk-signed-out")
class ClerkSignedOut:
    """Whoever worked here left."""


@fact("station.sign-in-locked")
class SignInLocked:
    """Too many wrong PINs for one member of staff."""

    staff_id: str


@fact("station.clock-measured")
class ClockMeasured:
    """How far this station's clock is from the office's; positive: it is ahead."""

    skew_seconds: int


@fact("station.readers-noted")
class ReadersNoted:
    """Whether the station has a card reader that answers; said when that changes."""

    answer: bool


StationFact = ClerkSignedIn | ClerkSignedOut | SignInLocked | ClockMeasured | ReadersNoted


def stream_of(station_id: str) -> UUID:
    """The stream of a station's own facts, in its own journal."""
    return uuid5(NAMESPACE_URL, f"madoguchi:counter:{station_id}")
