"""Who comes on a drill's day, with cards on the shelf, notices, and mostly a booking."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from infra.bench.booked_people import Holder, book, cards_on_the_shelf, send_notices
from infra.demo.opening import VENUE
from issuance.application import Issuance, Order
from issuance.calendar.opening_rules import Service
from issuance.read_models.overview import office_projector

OPENS_AT: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""Nine o'clock in Tokyo, on a Tuesday."""
_BEFORE: Final = timedelta(days=14)
"""So long before, the notices were sent and people booked."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who comes on the day: for which card, when, and whether it is booked."""

    holder: Holder
    number: str
    """Of the notice, as it is typed at the kiosk."""
    comes_after: timedelta
    """After the hall was opened."""
    booked: bool


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Who comes: so many, one every so often; every *walk_in_every*th without an appointment."""

    visitors: int
    every: timedelta
    walk_in_every: int = 0

    def booked(self, number: int) -> bool:
        return not self.walk_in_every or (number + 1) % self.walk_in_every != 0


async def visitors_of(issuance: Issuance, coming: Coming) -> list[Visitor]:
    before = OPENS_AT - _BEFORE
    order = Order(by="staff:K90", at=before)
    await issuance.venues.announce(order, VENUE)
    await issuance.venues.allow_walk_ins(
        order, VENUE.code, services=(Service.COLLECT,), places=coming.visitors
    )
    holders = await cards_on_the_shelf(issuance, coming.visitors, before)
    await send_notices(issuance, holders, before)
    visitors = [
        Visitor(
            holder=each,
            number=issuance.notices.number(each.case_id, 1),
            comes_after=coming.every * number,
            booked=coming.booked(number),
        )
        for number, each in enumerate(holders)
    ]
    wishes = [(each.holder, OPENS_AT + each.comes_after) for each in visitors if each.booked]
    await book(issuance, wishes, before)
    await office_projector(issuance.work.log).catch_up()
    return visitors
