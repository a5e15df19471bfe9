"""The office on a real database, with one case or a party taken as far as a test needs.

house = House(log)
await house.expect(1)
await house.take_to(Stage.NOTIFIED, 1)
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from uuid import UUID, uuid5

from issuance.applicants.registry import Registry
from issuance.applicants.vault import Vault
from issuance.application import Issuance, Order, Policy, Secrets, Work
from issuance.application.arrivals import ExpectedCard
from issuance.application.bookings import Booked
from issuance.application.counter import SealedPins, Shown
from issuance.application.parties import Seat
from issuance.application.posting import Closing
from issuance.application.work import card_id_of
from issuance.capacity.venues import DayPlan, VenueAnnounced, venue_id_of
from issuance.cases import state as case_state
from issuance.cases.facts import DeliveryMode, PinsSealed
from issuance.cases.state import Case, Stage
from issuance.custody import cards
from issuance.custody.cards import CardPlace
from issuance.identity.posting import Declaration
from issuance.identity.situations import Situation
from issuance.ledger.facts import form_of
from issuance.ledger.postgres import PostgresLog
from issuance.notices.numbers import notice_id
from issuance.pins.kinds import ASKING_ORDER
from issuance.read_models.overview import office_projector
from issuance.visits.line import recall
from issuance.visits.visit import Visit, visit_id_of
from issuance.visits.visit import evolve as visit_evolve
from tests.issuance.applicants.people import applicant
from tests.support.facts import (
    BOTH_CERTIFICATES,
    EXPECTING,
    INSURANCE,
    LICENCE,
    NO_SIGNATURE,
    OFFICERS,
    SEALERS,
    VERIFIER,
)

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
VISIT_AT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
WAITED = VISIT_AT + Policy().no_show_after
"""As long as the office waits for the party."""
SECRETS = Secrets(application_ids=b"a" * 32, notice_numbers=b"n" * 32, birthdays=b"b" * 32)
BOX, STATION, VENUE = "B-0001", "S1", "tower"
TRACKING = "34567890125"
BLOB = b"sealed to the office's key" * 8
SHOWN = Shown(situation=Situation.SELF_N, documents=(LICENCE, INSURANCE))

Step = Callable[[int], Awaitable[None]]


def tracking_of(number: int) -> str:
    """A label of 簡易書留 for each; the first is TRACKING."""
    first = int(TRACKING[:10]) + number - 1
    return f"{first}{first % 7}"


def serial_of(number: int) -> str:
    return f"4123456{number:08}"


def line(number: int, box: str = BOX, *, pinless: bool = False) -> ExpectedCard:
    """A line of a delivery list for the applicant of that number."""
    expected = replace(EXPECTING, box=box, card_serial=serial_of(number), pinless=pinless)
    return ExpectedCard(applicant=applicant(number), expected=expected)


def clerk(at: datetime = VISIT_AT, key: str | None = None, by: str = f"staff:{VERIFIER}") -> Order:
    return Order(by=by, at=at, key=key)


def officer(at: datetime = NOW, key: str | None = None) -> Order:
    return Order(by="staff:B01", at=at, key=key)


def envelope_of(number: int) -> PinsSealed:
    id_ = uuid5(UUID(int=number), "envelope")
    return PinsSealed(envelope_id=id_, pin_kinds=ASKING_ORDER, key_id="office-1")


class House:
    """Applicant *n* has case UUID(int=n); everybody books together, as the party of number 1."""

    party_id = UUID(int=701)
    visit_id = visit_id_of(party_id)

    def __init__(self, log: PostgresLog, policy: Policy | None = None) -> None:
        self.log = log
        work = Work(
            log, registry=Registry(Vault(b"k" * 32)), secrets=SECRETS, policy=policy or Policy()
        )
        self.issuance = Issuance(work)
        self.projector = office_projector(log)

    async def expect(self, *numbers: int, pinless: bool = False) -> None:
        lines = [line(number, pinless=pinless) for number in numbers]
        await self.issuance.arrivals.expect_cards(officer(), lines)
        await self.issuance.arrivals.open_box(officer(), BOX, OFFICERS)

    async def take_to(self, stage: Stage, *numbers: int) -> None:
        """Do one after another what leads to the stage, for everybody."""
        for reached, step in self.line():
            for number in numbers:
                await step(number)
            await self.projector.catch_up()
            if reached is stage:
                return

    def line(self) -> Iterable[tuple[Stage, Step]]:
        return (
            (Stage.ARRIVED, self.scan),
            (Stage.SET_UP, self.set_up),
            (Stage.STORED, self.store),
            (Stage.NOTIFIED, self.notify),
            (Stage.BOOKED, self.book),
            (Stage.CHECKED_IN, self.call),
            (Stage.IDENTITY_VERIFIED, self.verify),
            (Stage.PINS_TAKEN, self.seal_pins),
            (Stage.DELIVERY_CHOSEN, self.choose_post),
            (Stage.AWAITING_PINS, self.finish),
            (Stage.SETTING, self.begin_setting),
            (Stage.READY_TO_GO, self.set_pins),
            (Stage.SEALED, self.seal),
            (Stage.POSTED, self.post),
            (Stage.DELIVERED, self.deliver),
        )

    async def scan(self, number: int) -> None:
        await self.issuance.arrivals.scan_card(officer(), BOX, serial_of(number))

    async def set_up(self, number: int) -> None:
        await self.issuance.arrivals.complete_setup(officer(), UUID(int=number), "T1")

    async def store(self, number: int) -> None:
        await self.issuance.arrivals.store(officer(), UUID(int=number), f"A-{number:02}")

    async def notify(self, number: int) -> None:
        await self.issuance.notices.send(officer(), UUID(int=number))

    def notice_of(self, number: int, round_: int = 1) -> UUID:
        return notice_id(self.issuance.notices.number(UUID(int=number), round_))

    def booked(self, number: int, at: datetime = VISIT_AT) -> Booked:
        return Booked(
            appointment_id=uuid5(self.notice_of(number), "appointment 0"),
            party_id=self.party_id,
            venue_id=venue_id_of(VENUE),
            starts_at=at,
            minutes=10,
            reference="7H2K9QXM",
        )

    async def book(self, number: int) -> None:
        async with self.log.transaction() as tx:
            order = Order(by="booking", at=NOW)
            notice = self.notice_of(number)
            await self.issuance.bookings.note(tx, order, notice, self.booked(number))

    def seat(self, number: int, station: str = STATION) -> Seat:
        return Seat(visit_id=self.visit_id, case_id=UUID(int=number), station=station)

    async def call(self, _number: int) -> None:
        await self.issuance.counter.call(clerk(), self.visit_id, STATION)

    async def recall(self, times: int = 2, visit_id: UUID | None = None) -> None:
        for _ in range(times):
            await self.issuance.line.note(
                clerk(), visit_id or self.visit_id, partial(recall, station=STATION)
            )

    async def verify(self, number: int) -> None:
        await self.issuance.counter.verify_identity(clerk(), self.seat(number), SHOWN)

    async def seal_pins(self, number: int) -> None:
        sealed = SealedPins(envelope=envelope_of(number), blob=BLOB)
        await self.issuance.counter.seal_pins(clerk(), self.seat(number), sealed)

    async def choose_post(self, number: int) -> None:
        await self.choose(number, DeliveryMode.REGISTERED_MAIL)

    async def choose(self, number: int, mode: DeliveryMode) -> None:
        seat, all_ = self.seat(number), tuple(Declaration)
        await self.issuance.counter.choose_delivery(clerk(), seat, mode, all_)

    async def finish(self, _number: int) -> None:
        await self.issuance.counter.finish(clerk(), self.visit_id, STATION)

    async def begin_setting(self, number: int) -> None:
        await self.issuance.pin_desk.begin(officer(), UUID(int=number), OFFICERS)

    async def set_pins(self, number: int) -> None:
        envelope_id = envelope_of(number).envelope_id
        references = ("1", "2", "3", "4")
        desk = self.issuance.pin_desk
        await desk.record_set(officer(), UUID(int=number), envelope_id, references)

    def closing(self, number: int, **other: object) -> Closing:
        closing = Closing(
            card_serial_read=serial_of(number),
            certificates=BOTH_CERTIFICATES,
            tracking_number=tracking_of(number),
            sealers=SEALERS,
        )
        return replace(closing, **other)  # type: ignore[arg-type]

    async def seal(self, number: int) -> None:
        closing = self.closing(number)
        if (await self.case(number)).pinless:
            closing = self.closing(number, certificates=NO_SIGNATURE)
        await self.issuance.posting.seal(officer(), UUID(int=number), closing)

    async def post(self, number: int) -> None:
        await self.issuance.posting.hand_to_post(officer(), UUID(int=number))

    async def deliver(self, number: int) -> None:
        shipment_id = await self.shipment_of(number)
        await self.issuance.posting.confirm_delivery(officer(), UUID(int=number), shipment_id)

    async def shipment_of(self, number: int) -> UUID:
        shipment = (await self.case(number)).shipment
        assert shipment is not None
        return shipment.shipment_id

    async def offer(self) -> None:
        venue = VenueAnnounced(
            code=VENUE, name_ja="塔", name_en="Tower", address_ja="", address_en="", phone=""
        )
        day = DayPlan(
            day=date(2026, 11, 24), opens=time(8, 30), closes=time(17), minutes=10, places=6
        )
        await self.issuance.venues.announce(officer(), venue)
        await self.issuance.venues.offer_day(officer(), VENUE, day)

    # What there is afterwards.

    async def case(self, number: int) -> Case:
        async with self.log.transaction() as tx:
            return (await tx.read(UUID(int=number), Case(), case_state.evolve)).state

    async def stage(self, number: int) -> Stage:
        return (await self.case(number)).stage

    async def visit(self) -> Visit:
        async with self.log.transaction() as tx:
            return (await tx.read(self.visit_id, Visit(), visit_evolve)).state

    async def place(self, number: int) -> str | None:
        async with self.log.transaction() as tx:
            card_id = card_id_of(serial_of(number))
            return (await tx.read(card_id, CardPlace(), cards.evolve)).state.place

    async def topics(self, number: int) -> list[str]:
        """The stored names of a case's facts, in order."""
        async with self.log.transaction() as tx:
            history = await tx.history(UUID(int=number))
        return [form_of(type(each.fact)).topic.removeprefix("case.") for each in history]

    async def overview(self, number: int) -> dict[str, object]:
        await self.projector.catch_up()
        row = await self.log.pool.fetchrow(
            "SELECT * FROM office.case_overview WHERE case_id = $1", UUID(int=number)
        )
        return dict(row) if row else {}

    async def sealed_pins(self) -> int:
        count: int = await self.log.pool.fetchval("SELECT count(*) FROM office.sealed_pins")
        return count
