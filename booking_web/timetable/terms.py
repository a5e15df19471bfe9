"""On what terms a slot can be booked: its opening rule's, or where it has none, the usual ones."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from msgspec import Struct

from booking_web.refusals import ServiceNotOfferedError, SlotNotOpenYetError
from booking_web.timetable.facts import Channel
from booking_web.timetable.openings import Opening
from booking_web.timetable.policy import Policy
from booking_web.timetable.slots import Slot
from issuance.calendar.opening_rules import Service

USUAL_SERVICES = frozenset({Service.COLLECT})
"""What a slot is for that the office offered without a rule."""


class Asked(Struct, frozen=True, kw_only=True):
    """Who asks for a slot: when, through which channel, and with which matters."""

    at: datetime
    channel: Channel
    services: AbstractSet[Service]
    policy: Policy

    def can_book(self, opening: Opening | None, slot: Slot) -> bool:
        """Whether the slot is open to them, full or not."""
        if slot.withdrawn or slot.offer is None:
            return False
        in_time = self.at <= slot.offer.starts_at - cut_off_of(opening, self.policy)
        offered = self.services <= services_of(opening)
        return in_time and offered and is_public(opening, at=self.at, channel=self.channel)

    def free(self, opening: Opening | None, slot: Slot) -> int:
        """Places they can have, holds whose time is over not counted."""
        kept = reserved(opening, slot, at=self.at, channel=self.channel)
        return max(0, slot.free(self.at) - kept)


def cut_off_of(opening: Opening | None, policy: Policy) -> timedelta:
    """How long before its start the slot closes."""
    if opening is None:
        return policy.cut_off
    return opening.slot.starts_at - opening.slot.closes_at


def services_of(opening: Opening | None) -> AbstractSet[Service]:
    return USUAL_SERVICES if opening is None else frozenset(opening.slot.services)


def is_public(opening: Opening | None, *, at: datetime, channel: Channel) -> bool:
    """Whether the channel may book the slot by now; the phone desk always may."""
    public_at = None if opening is None else opening.slot.public_at
    return channel is Channel.PHONE or public_at is None or public_at <= at


def require(
    opening: Opening | None, *, at: datetime, channel: Channel, services: AbstractSet[Service]
) -> None:
    """Let a party with these matters book.

    Raises:
        SlotNotOpenYetError: the web has to wait.
        ServiceNotOfferedError: the slot is not for one of *services*.
    """
    if not is_public(opening, at=at, channel=channel):
        raise SlotNotOpenYetError
    if not services <= services_of(opening):
        raise ServiceNotOfferedError


def reserved(opening: Opening | None, slot: Slot, *, at: datetime, channel: Channel) -> int:
    """Places that only the phone desk can have: its share, less what it took of it.

    Some time before the start (`phone_until`) they are everybody's.
    """
    if opening is None or channel is Channel.PHONE or at >= opening.slot.phone_until:
        return 0
    return max(0, opening.slot.phone_places - sum(slot.phoned.values()))
