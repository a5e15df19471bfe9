"""What the demo's office did before the curtain rises: a venue, a delivery, boxes, notices.

All of it can be done twice: a start that was cut off is simply done again.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from infra.sample.ward import NOTICES, write_sample_ward
from issuance.applicants.application_ids import case_id
from issuance.application import Issuance, Order
from issuance.calendar import office_date
from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Terms
from issuance.capacity.venues import DayPlan, VenueAnnounced
from issuance.cases import state as case_state
from issuance.cases.state import Case, Stage
from issuance.intake.lists import import_delivery_list

VENUE = VenueAnnounced(
    code="EDO-HONCHO",
    name_ja="デモ区役所 本庁舎1階 マイナンバーカード窓口",
    name_en="Demo Ward Office, main building 1F, My Number Card counter",
    address_ja="東京都江戸川区中央1丁目(デモ)",
    address_en="1 Chuo, Edogawa-ku, Tokyo (demo)",
    phone="03-0000-0000",
)
OFFICERS = ("K01", "K02")
BY = "staff:K01"
COUNTERS = 3
RULES = OpeningRules(
    rules=(
        OpeningRule(
            days=Days(weekdays=(0, 1, 2, 3, 4)),
            hours=Hours(opens=time(9), closes=time(17)),
            terms=Terms(minutes=15, counters=COUNTERS, cut_off_minutes=0),
        ),
    )
)
"""Whoever tries the demo may want to come at once: no cut-off."""
GROWN_UP = 18
LEFT_ON_THE_SHELF = 8
"""So many of the opened box get no notice yet: there is something to send in the office."""


@dataclass(frozen=True, kw_only=True)
class SampleCase:
    """One line of the sample's notices.csv."""

    case_id: UUID
    notice_number: str
    birth_on: date
    age: int
    family: str
    family_size: int
    box: str
    card_serial: str
    changed: bool


def make_sample(issuance: Issuance, folder: Path, *, cases: int, seed: int, today: date) -> None:
    """Write the made-up ward once; a later start uses the same people."""
    if (folder / NOTICES).exists():
        return
    secrets = issuance.work.secrets
    half = folder.with_name("sample.new")
    write_sample_ward(
        cases,
        seed,
        half,
        today,
        notice_secret=secrets.notice_numbers,
        application_secret=secrets.application_ids,
    )
    half.rename(folder)


def sample_cases(issuance: Issuance, folder: Path) -> list[SampleCase]:
    """The sample's cases in the order of the delivery lists."""
    secret = issuance.work.secrets.application_ids
    with (folder / NOTICES).open(encoding="utf-8", newline="") as file:
        return [
            SampleCase(
                case_id=case_id(secret, row["application_id"]),
                notice_number=row["notice_number"],
                birth_on=date.fromisoformat(row["birth_date"]),
                age=int(row["age"]),
                family=row["family"],
                family_size=int(row["family_size"]),
                box=row["box"],
                card_serial=row["card_serial"],
                changed=bool(row["what_happened"]),
            )
            for row in csv.DictReader(file)
        ]


async def offer_places(issuance: Issuance, now: datetime) -> None:
    """Business days from nine, by rules; today around the clock, so that any hour will do.

    Today's slots begin when those of the rules do, so that none overlaps another.
    """
    order, today = Order(by=BY, at=now), office_date(now)
    await issuance.venues.announce(order, VENUE)
    await issuance.venues.set_rules(order, VENUE.code, RULES)
    around_the_clock = DayPlan(
        day=today, opens=time(0), closes=time(23, 59), minutes=15, places=COUNTERS
    )
    await issuance.venues.offer_day(order, VENUE.code, around_the_clock)


async def take_in_delivery(issuance: Issuance, folder: Path, now: datetime) -> int:
    """Import the sample's lists; returns how many cards are new."""
    new = 0
    for content in _lists(folder):
        report = await import_delivery_list(issuance, content, by=BY, at=now)
        new += report.new
    return new


def _lists(folder: Path) -> Iterator[bytes]:
    return (file.read_bytes() for file in sorted(folder.glob("delivery_list_*.csv")))


async def work_through_first_box(
    issuance: Issuance, cases: Sequence[SampleCase], now: datetime
) -> None:
    """Open the first box, check and shelve its cards, post the notices; the rest is for you."""
    box = [case for case in cases if case.box == cases[0].box]
    order = Order(by=BY, at=now)
    await issuance.arrivals.open_box(order, box[0].box, OFFICERS)
    for place, case in enumerate(box):
        if await _stage(issuance, case.case_id) in (Stage.EXPECTED, Stage.ARRIVED):
            await issuance.arrivals.scan_card(order, case.box, case.card_serial)
            await issuance.arrivals.complete_setup(order, case.case_id, "terminal:T1")
        if await _stage(issuance, case.case_id) is Stage.SET_UP:
            await issuance.arrivals.store(order, case.case_id, f"A-{place // 10 + 1:02}")
    await issuance.arrivals.close_box(order, box[0].box)
    for case in box[: len(box) - LEFT_ON_THE_SHELF]:
        if await _stage(issuance, case.case_id) is Stage.STORED:
            await issuance.notices.send(order, case.case_id)


async def ready_to_book(
    issuance: Issuance, cases: Sequence[SampleCase], wanted: int = 3
) -> list[SampleCase]:
    """Grown-ups who have a notice and no appointment: one alone, one of a family of three."""
    chosen: list[SampleCase] = []
    for size in (1, 3, 1, 2, 4, 5)[:wanted]:
        for case in cases:
            fits = case.family_size == size and case.age >= GROWN_UP and not case.changed
            if not fits or case.family in {each.family for each in chosen if each.family}:
                continue
            if case not in chosen and await _stage(issuance, case.case_id) is Stage.NOTIFIED:
                chosen.append(case)
                break
    return chosen


async def _stage(issuance: Issuance, id_: UUID) -> Stage:
    async with issuance.work.log.transaction() as tx:
        return (await tx.read(id_, Case(), case_state.evolve)).state.stage
