"""一覧の取り込み: what changes of the resident record do to cases."""

from datetime import timedelta

import pytest

from issuance.applicants.application_ids import case_id
from issuance.applicants.sealing import Applicant
from issuance.application.arrivals import ExpectedCard
from issuance.cases.state import Stage
from issuance.intake.lists import import_resident_changes
from tests.issuance.applicants.people import HANAKO
from tests.issuance.application.house import NOW, SECRETS, House, officer
from tests.support.facts import EXPECTING

NUMBER = "12345678901234567890123"
CASE = case_id(SECRETS.application_ids, NUMBER)


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    applicant = Applicant(person_id=CASE, application_id=NUMBER, person=HANAKO)
    line = ExpectedCard(applicant=applicant, expected=EXPECTING)
    await opened.issuance.arrivals.expect_cards(officer(), [line])
    return opened


async def stage_of(house):
    async with house.log.transaction() as tx:
        return (await house.issuance.work.case(tx, CASE)).state.stage


def changes(*lines: str) -> bytes:
    return "\n".join(("application_id,change,on,postcode,address", *lines, "")).encode()


async def test_who_moved_out_has_no_card_any_more(house):
    report = await import_resident_changes(
        house.issuance, officer(), changes(f"{NUMBER},moved-out,2026-11-01,,")
    )
    assert (report.applied, report.refused) == (1, [])
    assert await stage_of(house) is Stage.VOID


async def test_a_planned_move_waits_for_its_day(house):
    planned = changes(f"{NUMBER},moved-out,2026-11-20,,")
    report = await import_resident_changes(house.issuance, officer(), planned)
    assert (report.applied, report.refused) == (0, [(2, "not-yet")])
    assert await stage_of(house) is Stage.EXPECTED
    on_the_day = officer(NOW + timedelta(days=18))
    assert (await import_resident_changes(house.issuance, on_the_day, planned)).applied == 1
    assert await stage_of(house) is Stage.VOID


async def test_a_new_address_raises_its_version(house):
    moved = changes(f"{NUMBER},address,2026-11-01,132-0011,東京都江戸川区瑞江1-1")
    for _ in range(2):
        await import_resident_changes(house.issuance, officer(), moved)
    record = await house.issuance.work.registry.load(house.log.pool, CASE)
    assert (record.address_version, record.person.postcode) == (2, "1320011")


async def test_a_line_without_effect_is_told_and_the_others_count(house):
    both = changes(f"{'9' * 23},died,2026-11-01,,", f"{NUMBER},died,2026-11-01,,")
    report = await import_resident_changes(house.issuance, officer(), both)
    assert (report.applied, [line for line, _ in report.refused]) == (1, [2])
    assert await stage_of(house) is Stage.VOID
