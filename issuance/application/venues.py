"""会場と受入枠: venues, the rules they open by, and days offered besides."""

from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.calendar.opening_rules import OpeningRules, Service
from issuance.capacity import venues
from issuance.capacity.venues import DayPlan, Venue, VenueAnnounced, venue_id_of
from issuance.ledger.postgres import Transaction


class Venues:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def announce(self, order: Order, announced: VenueAnnounced) -> None:
        async def work(tx: Transaction) -> Facts:
            venue = await tx.read(venue_id_of(announced.code), Venue(), venues.evolve)
            return record(venue, order, venues.announce(venue.state, announced))

        await self._work.carry_out(order, work)

    async def venue(self, code: str) -> Venue:
        """The venue as its facts leave it; of an unknown one, nothing is announced."""
        async with self._work.log.transaction() as tx:
            return (await tx.read(venue_id_of(code), Venue(), venues.evolve)).state

    async def set_rules(self, order: Order, code: str, rules: OpeningRules) -> None:
        """Open by these rules; booking learns of them with the next batch, at once for residents.

        Raises:
            VenueUnknownError: no venue has this code.
            RulesError: no venue can keep them.
        """

        async def work(tx: Transaction) -> Facts:
            venue = await tx.read(venue_id_of(code), Venue(), venues.evolve)
            return record(venue, order, venues.set_rules(venue.state, rules))

        await self._work.carry_out(order, work)

    async def allow_walk_ins(
        self, order: Order, code: str, *, services: tuple[Service, ...], places: int
    ) -> None:
        """Take so many parties a day without an appointment, for these services.

        Raises:
            VenueUnknownError: no venue has this code.
            WalkInTermsError: no venue can take them so.
        """

        async def work(tx: Transaction) -> Facts:
            venue = await tx.read(venue_id_of(code), Venue(), venues.evolve)
            allowed = venues.allow_walk_ins(venue.state, services=services, places=places)
            return record(venue, order, allowed)

        await self._work.carry_out(order, work)

    async def offer_day(self, order: Order, code: str, plan: DayPlan) -> None:
        """Offer a day's slots to residents; booking learns of them with the next batch."""

        async def work(tx: Transaction) -> Facts:
            venue = await tx.read(venue_id_of(code), Venue(), venues.evolve)
            today = office_date(order.at)
            return record(venue, order, venues.offer_day(venue.state, plan, today=today))

        await self._work.carry_out(order, work)
