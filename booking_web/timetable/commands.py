"""What a resident, or staff for them, can ask of the timetable."""

import re
from dataclasses import dataclass
from uuid import UUID

from booking_web.timetable.facts import CancelledBecause, Need

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


@dataclass(frozen=True, kw_only=True)
class _ForParty:
    notice_ids: tuple[UUID, ...]
    """The notices that come together; the first one leads and gives the party its id."""
    slot_id: UUID

    def __post_init__(self) -> None:
        if not self.notice_ids or len(set(self.notice_ids)) != len(self.notice_ids):
            raise ValueError("a party has at least one notice, and each once")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the party wants to be served: a language tag, and what the counter prepares."""

    language: str = "ja"
    needs: tuple[Need, ...] = ()

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError("language is a short language tag")


@dataclass(frozen=True, kw_only=True)
class Hold(_ForParty):
    """Keep places while the party fills in the rest; a hold elsewhere is given up for it."""


@dataclass(frozen=True, kw_only=True)
class Book(_ForParty):
    """Book at once, or turn the party's hold of this slot into the booking."""

    wishes: Wishes = Wishes()


@dataclass(frozen=True, kw_only=True)
class Extend:
    """Hold ten minutes longer, once; for the whole party of this notice."""

    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """Turn the hold of this notice's party into the booking."""

    notice_id: UUID
    wishes: Wishes = Wishes()


@dataclass(frozen=True, kw_only=True)
class Move:
    """Give the whole party of this notice another slot; refused, it keeps the one it has."""

    notice_id: UUID
    slot_id: UUID


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """Cancel the whole party's appointment, or give up its hold."""

    notice_id: UUID
    reason: CancelledBecause = CancelledBecause.RESIDENT


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """Free a hold whose time is over; the desk asks this of itself."""

    slot_id: UUID
    party_id: UUID


Command = Hold | Book | Extend | Confirm | Move | Cancel | Lapse
