"""閲覧: pages and stations that show a person remember who looked; lists without names do not."""

from datetime import timedelta
from pathlib import Path

import pytest

import issuance.office
from issuance.application.viewing import Look
from issuance.ledger.facts import Recorded
from issuance.staffing.roles import Role
from issuance.viewing.facts import PersonViewed, Purpose
from tests.issuance.office.house import STATION_TOKEN

STATION = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K80"}


async def views(ward) -> list[tuple[str, PersonViewed]]:
    """All views in the log: who, and what is remembered."""
    found: list[Recorded[PersonViewed]] = await ward.issuance.work.log.follow_topics(
        0, ["person.viewed"], 1_000
    )
    return [(each.by, each.fact) for each in found]


@pytest.mark.parametrize(
    ("staff_id", "path", "look"),
    [
        ("K01", "/cases/{}", Look(role=Role.CLERK, purpose=Purpose.CASE)),
        ("K04", "/sealing/{}", Look(role=Role.SEALER, purpose=Purpose.POSTING)),
        ("K05", "/cases/{}", Look(role=Role.SUPERVISOR, purpose=Purpose.CASE)),
    ],
)
async def test_a_page_with_a_name_is_a_view(hands, ward, staff_id, path, look):
    person, clock = ward.grown_up(), ward.clock
    await hands.sign_in(staff_id)
    before = await views(ward)
    for _ in range(2):
        await hands.see(path.format(person.case_id))
    (by, seen), *more = (await views(ward))[len(before) :]
    assert more == []
    assert (by, seen.case_id) == (f"staff:{staff_id}", person.case_id)
    assert (seen.role, seen.purpose) == (look.role, look.purpose)
    clock.now += timedelta(minutes=6)
    await hands.see(path.format(person.case_id))
    assert len(await views(ward)) == len(before) + 2


async def test_pages_without_names_are_none(hands, ward):
    person = ward.grown_up()
    await hands.sign_in("K02")
    for path in ("/", "/cases", "/cases?list=notified", f"/cases/{person.case_id}", "/boxes"):
        await hands.see(path)
    assert await views(ward) == []


async def test_the_station_that_opens_a_party_looks_for_the_clerk_who_is_signed_in(client, ward):
    person = ward.grown_up()
    visit_id = await ward.booked(person)
    await ward.refreshed()
    await client.get("/api/station/queue?day=2026-11-24", headers=STATION)
    assert await views(ward) == []
    for _ in range(3):
        await client.get(f"/api/station/visits/{visit_id}", headers=STATION)
    ((by, seen),) = await views(ward)
    assert (by, seen.case_id) == ("staff:K80", person.case_id)
    assert (seen.role, seen.section.value) == (Role.CLERK, "counter")


def test_the_register_is_opened_only_where_a_view_is_remembered():
    here = Path(issuance.office.__file__).parent
    opened = {
        path.relative_to(here).as_posix()
        for path in here.rglob("*.py")
        if "registry.load" in path.read_text("utf-8")
    }
    assert opened == {"holders.py", "api/shown.py"}
