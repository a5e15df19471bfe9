"""What a resident, or staff for them, can ask of the timetable."""

import re
from uuid import UUID

from msgspec import Struct

from booking_web.timetable.facts import CancelledBecause, Channel, Need, Wished

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


class _ForHousehold(Struct, frozen=True, kw_only=True, gc=False):
    notice_ids: tuple[UUID, ...]
    """The notices that come together; the first one leads and gives the party its id."""

    def __post_init__(self) -> None:
        if not self.notice_ids or len(set(self.notice_ids)) != len(self.notice_ids):
            raise ValueError("a party has at least one notice, and each once")


class _ForParty(_ForHousehold, frozen=True, kw_only=True, gc=False):
    slot_id: UUID
    channel: Channel = Channel.WEB


class Wishes(Struct, frozen=True, kw_only=True, gc=False):
    """How the party wants to be served: a language tag, and what the counter prepares."""

    language: str = "ja"
    needs: tuple[Need, ...] = ()

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError("language is a short language tag")


class Hold(_ForParty, frozen=True, kw_only=True, gc=False):
    """Keep places while the party fills in the rest; a hold elsewhere is given up for it."""


class Book(_ForParty, frozen=True, kw_only=True, gc=False):
    """Book at once, or turn the party's hold of this slot into the booking."""

    wishes: Wishes = Wishes()


class Extend(Struct, frozen=True, kw_only=True, gc=False):
    """Hold ten minutes longer, once; for the whole party of this notice."""

    notice_id: UUID


class Confirm(Struct, frozen=True, kw_only=True, gc=False):
    """Turn the hold of this notice's party into the booking."""

    notice_id: UUID
    wishes: Wishes = Wishes()


class Move(Struct, frozen=True, kw_only=True, gc=False):
    """Give the whole party of this notice another slot; refused, it keeps the one it has."""

    notice_id: UUID
    slot_id: UUID
    channel: Channel = Channel.WEB


class AddPeople(Struct, frozen=True, kw_only=True, gc=False):
    """Let more come along with this notice's party, in places next to those it has."""

    notice_id: UUID
    notice_ids: tuple[UUID, ...]
    channel: Channel = Channel.WEB

    def __post_init__(self) -> None:
        if not self.notice_ids or len({self.notice_id, *self.notice_ids}) <= len(self.notice_ids):
            raise ValueError("each who comes along is named once, besides the party's own")


class Cancel(Struct, frozen=True, kw_only=True, gc=False):
    """Cancel the whole party's appointment, or give up its hold."""

    notice_id: UUID
    reason: CancelledBecause = CancelledBecause.RESIDENT


class Lapse(Struct, frozen=True, kw_only=True, gc=False):
    """Free a hold whose time is over; the desk asks this of itself."""

    slot_id: UUID
    party_id: UUID


class Join(_ForHousehold, frozen=True, kw_only=True, gc=False):
    """Wait in line for places that come free within these wishes."""

    wished: Wished


class Leave(Struct, frozen=True, kw_only=True, gc=False):
    """Wait no longer, with the whole household; an offer is declined with it."""

    notice_id: UUID


class Decline(Struct, frozen=True, kw_only=True, gc=False):
    """Give back what is offered to this notice's household, and go on waiting."""

    notice_id: UUID


class OfferPlaces(_ForParty, frozen=True, kw_only=True, gc=False):
    """Hold places for a household in line, if it is its turn; the desk asks this of itself."""

    entry_id: UUID


class Arrive(Struct, frozen=True, kw_only=True):
    """The whole party of this notice is here."""

    notice_id: UUID


class AnnounceLate(Struct, frozen=True, kw_only=True):
    """The whole party of this notice comes so many minutes after its time."""

    notice_id: UUID
    minutes: int


OnTheDay = Arrive | AnnounceLate
Command = (
    Join
    | Leave
    | Decline
    | OfferPlaces
    | Hold
    | Book
    | Extend
    | Confirm
    | Move
    | AddPeople
    | Cancel
    | Lapse
    | OnTheDay
)
