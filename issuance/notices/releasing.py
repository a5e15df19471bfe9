"""交付通知の発送: no more notices are released than there are free places for who gets one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact


class OverrideReason(StrEnum):
    """Why more were released than fit. Values are stored and never change."""

    PLACES_COMING = "places-coming"
    """More places will be offered in time."""
    LEGAL_DEADLINE = "legal-deadline"
    CAMPAIGN = "campaign"


@fact("notices.released")
class NoticesReleased:
    """So many notices were released together (通知の発送); `fits`: how many there was room for."""

    count: int
    fits: int
    weeks: int


@fact("notices.released-beyond")
class NoticesReleasedBeyond:
    """A supervisor let more be released than there was room for."""

    count: int
    fits: int
    weeks: int
    reason: OverrideReason
    supervisor: str


ReleaseFact = NoticesReleased | NoticesReleasedBeyond


class TooManyNoticesError(Refusal):
    """There are not enough free places; `fits` says for how many there are."""

    code = "too-many-notices"

    def __init__(self, fits: int) -> None:
        super().__init__(fits)
        self.fits = fits


@dataclass(frozen=True, kw_only=True)
class ReleaseRules:
    """How a ward ties its notices to its places. Calendar days and weeks in Asia/Tokyo."""

    weeks: int = 4
    """So far ahead free places are counted."""
    lead_days: int = 5
    """So long a notice travels and is read; places before that are not for its reader."""
    answer_percent: int = 100
    """How many of a hundred are expected to book in that time."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """Places in the coming weeks, how many are taken, and how many were promised already."""

    places: int
    taken: int
    awaited: int
    """Notices released before, in time, without a booking yet."""
    answer_percent: int

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)

    @property
    def promised(self) -> int:
        """Places that earlier notices will want."""
        return ceil(self.awaited * self.answer_percent / 100)

    @property
    def fits(self) -> int:
        """How many notices can be released now."""
        return max(0, self.free - self.promised) * 100 // self.answer_percent


@dataclass(frozen=True, kw_only=True)
class Override:
    reason: OverrideReason
    supervisor: str


@dataclass(frozen=True, kw_only=True)
class Releases:
    """One day's releases; the stream keeps two clerks from releasing past each other."""

    released: int = 0


def releases_id_of(tenant: str, on: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:releases:{tenant}:{on.isoformat()}")


def evolve(releases: Releases, happened: ReleaseFact) -> Releases:
    return Releases(released=releases.released + happened.count)


def release(
    releases: Releases, *, count: int, room: Room, weeks: int, override: Override | None = None
) -> list[NoticesReleased] | list[NoticesReleasedBeyond]:
    """Release so many; beyond the room only by a supervisor, with a reason.

    Raises:
        TooManyNoticesError: there is no room for so many.
    """
    del releases  # the room counts what they were about
    if count == 0:
        return []
    if count <= room.fits:
        return [NoticesReleased(count=count, fits=room.fits, weeks=weeks)]
    if override is None:
        raise TooManyNoticesError(room.fits)
    return [
        NoticesReleasedBeyond(
            count=count,
            fits=room.fits,
            weeks=weeks,
            reason=override.reason,
            supervisor=override.supervisor,
        )
    ]
