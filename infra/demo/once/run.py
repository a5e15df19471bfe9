"""The whole life of four cards, driven as people would drive it."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from counter_station.cards.my_number_card import Certificates
from infra.demo.cards import make_cards
from infra.demo.hands import hands_at_the_pin_desk
from infra.demo.house import House
from infra.demo.machines import pair_machines
from infra.demo.once.clerk import Clerk
from infra.demo.once.hand import CardInHand, TooSlowError
from infra.demo.once.officer import Colleague, Officer
from infra.demo.once.people import Person, the_four
from infra.demo.once.resident import book
from infra.demo.opening import VENUE, make_sample, sample_cases, take_in_delivery
from infra.demo.progress import Progress
from infra.demo.staff import PASSWORDS, hire_staff
from infra.demo.supervisor import all_parts, children
from infra.office import open_office
from infra.postgres.zones import BOOKING, ISSUANCE, Zone
from infra.processes import BackOfficeSettings
from infra.settings import load
from issuance.calendar import office_date
from issuance.cases.state import Case, evolve
from issuance.ledger.away import AWAY

CASES, SEED, PATIENCE_SECONDS = 12, 2026, 90.0
K01, K02, K03, K04 = (Colleague(staff_id=code, password=word) for code, word in PASSWORDS.items())
_NOTICES = "SELECT count(*) FROM booking.notices"
_CLOSED = "SELECT count(*) FROM ledger.stored_events WHERE topic = 'appointment.closed'"
_AT_STAGE = "SELECT count(*) FROM office.case_overview WHERE stage = $1 AND case_id = ANY($2)"


async def live(house: House, progress: Progress) -> list[Person]:
    """From the delivery list to the letter box; returns the four people."""
    with progress.step("Made-up ward, staff, virtual cards"):
        people = await _prepare(house)
    async with children(house, all_parts(house), progress):
        with progress.step("Box, setup, shelves, notices (office)"):
            await asyncio.to_thread(_until_notified, house, people)
            await _until(house, BOOKING, _NOTICES, expected=len(people))
        with progress.step("Two bookings: one person, a family of three (booking site)"):
            references = await asyncio.to_thread(_book, house, people)
            await _at_stage(house, "booked", people)
        with progress.step("Two visits: identity and PINs (counter station)"):
            await asyncio.to_thread(_visit, house, people, references)
            await _at_stage(house, "awaiting-pins", people)
        with progress.step("PINs set on the cards (PIN desk)"):
            await _set_pins(house, people)
        with progress.step("Envelopes, post, delivery (office)"):
            await asyncio.to_thread(_send, house, people)
            await _at_stage(house, "delivered", people)
            await _until(house, BOOKING, _CLOSED, expected=len(people))
    return people


async def _prepare(house: House) -> list[Person]:
    now = datetime.now(UTC)
    today = office_date(now)
    settings = load("back-office", BackOfficeSettings, {}, house.config("back-office"))
    async with open_office(settings) as issuance:
        make_sample(issuance, house.sample, cases=CASES, seed=SEED, today=today)
        await take_in_delivery(issuance, house.sample, now)
        await hire_staff(issuance.work.log)
        await pair_machines(issuance, house.folder, now)
        cases = sample_cases(issuance, house.sample)
        await make_cards(issuance, house.virtual_cards, [each.case_id for each in cases])
        async with issuance.work.log.transaction() as tx:
            streams = await tx.read_many([each.case_id for each in cases], Case(), evolve)
    kinds = {case_id: stream.state.pin_kinds for case_id, stream in streams.items()}
    return the_four(cases, house.sample, kinds, today)


def _until_notified(house: House, people: Sequence[Person]) -> None:
    box = people[0].case.box
    serials = [each.stem for each in sorted(house.virtual_cards.glob("*.json"))]
    with Officer(house.office_url, K01) as officer:
        officer.announce_venue(
            {name: str(value) for name, value in asdict(VENUE).items()},
            office_date(datetime.now(UTC)),
        )
        officer.unpack(box, serials, K02)
        officer.set_up_and_store([each.card_serial for each in people], "A-01")
        officer.send_notices([each.case_id for each in people])


def _book(house: House, people: Sequence[Person]) -> tuple[str, str]:
    single, family = people[0], people[1:]
    return (
        book(house.booking_url, [single.notice]),
        book(house.booking_url, [each.notice for each in family]),
    )


def _visit(house: House, people: Sequence[Person], references: tuple[str, str]) -> None:
    parties = (people[:1], people[1:])
    with Clerk(house.station_url, K01.staff_id, K01.password) as clerk:
        for reference, party in zip(references, parties, strict=True):
            clerk.serve(reference, [each.visitor for each in party])


async def _set_pins(house: House, people: Sequence[Person]) -> None:
    cases = [each.case_id for each in people]
    with Officer(house.office_url, K02) as officer:
        await asyncio.to_thread(officer.open_envelopes, cases, K03)
    async with hands_at_the_pin_desk(house):
        await _at_stage(house, "ready-to-go", people)


def _send(house: House, people: Sequence[Person]) -> None:
    hand = CardInHand(house)
    with Officer(house.office_url, K02) as officer:
        numbers = [_tracking_number(count) for count, _ in enumerate(people)]
        for person, number in zip(people, numbers, strict=True):
            reading = hand.reading_of(person.card_serial)
            officer.seal(
                person.case_id,
                card_serial_read=reading.record.serial,
                certificates=_carried(reading.certificates),
                tracking_number=number,
                second=K04,
            )
        officer.hand_to_post([each.case_id for each in people])
        for number in numbers:
            officer.delivered(number)


def _carried(certificates: Certificates) -> list[str]:
    """As the form at the sealing desk names them."""
    found = {"signature": certificates.signature, "authentication": certificates.authentication}
    return [name for name, there in found.items() if there]


def _tracking_number(count: int) -> str:
    """A simplified registered item (簡易書留) with its check digit, modulo 7."""
    first_ten = 3_111_100_000 + count
    return f"{first_ten}{first_ten % 7}"


async def _at_stage(house: House, stage: str, people: Sequence[Person]) -> None:
    cases: list[UUID] = [each.case_id for each in people]
    await _until(house, ISSUANCE, _AT_STAGE, stage, cases, expected=len(people))


async def _until(house: House, zone: Zone, query: str, *values: object, expected: int) -> None:
    """Wait for what follows by itself: batches, tables, the PIN desk."""
    ends, found = time.monotonic() + PATIENCE_SECONDS, 0
    while found < expected:
        if time.monotonic() > ends:
            raise TooSlowError(f"{found} of {expected}: {query}")
        with suppress(*AWAY):
            found = await _count(house.admin(zone).dsn, query, *values)
        await asyncio.sleep(0.1)


async def _count(dsn: str, query: str, *values: object) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        found: int = await connection.fetchval(query, *values)
        return found
    finally:
        await connection.close()
