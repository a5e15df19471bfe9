"""Fills a house that has no processes yet: made-up people, staff, a venue, a box worked through."""

from collections.abc import Sequence
from datetime import UTC, datetime

from infra.demo.cards import make_cards
from infra.demo.machines import pair_machines
from infra.demo.opening import (
    BY,
    SampleCase,
    make_sample,
    offer_places,
    ready_to_book,
    sample_cases,
    take_in_delivery,
    work_through_first_box,
)
from infra.demo.progress import Progress
from infra.demo.staff import hire_staff
from infra.demo.supervisor import House
from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.sample import history
from infra.settings import load
from issuance.application import Issuance, Order
from issuance.calendar import office_date


async def prepare(
    house: House, *, cases: int, seed: int, progress: Progress
) -> Sequence[SampleCase]:
    """Do what the office did before; quick when it is done already. Returns whom to book for."""
    now = datetime.now(UTC)
    settings = load("back-office", BackOfficeSettings, {}, house.config("back-office"))
    async with open_office(settings) as issuance:
        with progress.step("Made-up ward and its delivery list"):
            make_sample(issuance, house.sample, cases=cases, seed=seed, today=office_date(now))
            await take_in_delivery(issuance, house.sample, now)
        with progress.step("Staff, venue, boxes and notices"):
            await hire_staff(issuance.work.log)
            await pair_machines(issuance, house.folder, now)
            cards = [case.case_id for case in sample_cases(issuance, house.sample)]
            await make_cards(issuance, house.virtual_cards, cards)
            return await _work_ahead(issuance, house, now)


async def _work_ahead(issuance: Issuance, house: House, now: datetime) -> Sequence[SampleCase]:
    cases = sample_cases(issuance, house.sample)
    await offer_places(issuance, now)
    await work_through_first_box(issuance, cases, now)
    order = Order(by=BY, at=now)
    await issuance.planning.note_past_counts(order, history.SOURCE, history.edogawa())
    return await ready_to_book(issuance, cases)
