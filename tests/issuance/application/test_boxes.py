"""箱, on a real database: cards of another box, and a card that J-LIS makes anew."""

from dataclasses import replace
from uuid import UUID

from issuance.application.work import card_id_of
from issuance.cases.facts import CardDefect
from issuance.cases.state import Stage
from issuance.custody.boxes import Outcome
from issuance.custody.facts import CardMoved
from tests.issuance.application.house import BOX, line, officer, serial_of
from tests.support.facts import OFFICERS

OTHER_BOX = "B-0002"


async def last_movement(house, serial):
    async with house.log.transaction() as tx:
        return (await tx.history(card_id_of(serial)))[-1].fact


async def test_a_card_of_another_box_waits_in_quarantine_for_its_own(house):
    arrivals, stray = house.issuance.arrivals, serial_of(2)
    await arrivals.expect_cards(officer(), [line(1), line(2, OTHER_BOX)])
    await arrivals.open_box(officer(), BOX, OFFICERS)
    assert await arrivals.scan_card(officer(), BOX, stray) is Outcome.OTHER_BOX
    assert await arrivals.scan_card(officer(), BOX, serial_of(1)) is Outcome.TAKEN
    await arrivals.close_box(officer(), BOX)
    await arrivals.open_box(officer(), OTHER_BOX, OFFICERS)
    assert await arrivals.scan_card(officer(), OTHER_BOX, stray) is Outcome.TAKEN
    moved = CardMoved(from_place="quarantine", to_place="intake")
    assert await last_movement(house, stray) == moved
    await house.projector.catch_up()
    left = await house.log.pool.fetchval(
        "SELECT count(*) FROM office.box_findings WHERE settled_at IS NULL"
    )
    assert left == 0


async def test_a_repeated_form_is_answered_as_the_first_time(house):
    arrivals = house.issuance.arrivals
    await arrivals.expect_cards(officer(), [line(1), line(2, OTHER_BOX)])
    await arrivals.open_box(officer(), BOX, OFFICERS)
    for serial, outcome in (
        (serial_of(1), Outcome.TAKEN),
        (serial_of(2), Outcome.OTHER_BOX),
        ("999999999999999", Outcome.UNLISTED),
    ):
        for _ in range(2):
            assert await arrivals.scan_card(officer(key=serial), BOX, serial) is outcome


async def test_the_card_made_anew_is_the_cases_card_from_then_on(house):
    arrivals, case_id = house.issuance.arrivals, UUID(int=1)
    await house.expect(1)
    await house.take_to(Stage.STORED, 1)
    await arrivals.note_defect(officer(), case_id, CardDefect.MISPRINTED)
    await arrivals.request_remake(officer(), case_id, OFFICERS)
    anew = line(1, OTHER_BOX)
    anew = replace(anew, expected=replace(anew.expected, card_serial=serial_of(77)))
    assert await arrivals.expect_cards(officer(), [anew]) == 1
    await arrivals.open_box(officer(), OTHER_BOX, OFFICERS)
    assert await arrivals.scan_card(officer(), OTHER_BOX, serial_of(1)) is Outcome.UNLISTED
    assert await arrivals.scan_card(officer(), OTHER_BOX, serial_of(77)) is Outcome.TAKEN
    await house.take_to(Stage.STORED, 1)
    for _ in range(2):
        row = await house.log.pool.fetchrow("SELECT * FROM office.case_overview")
        assert (row["card_serial"], row["stage"], row["defective"]) == (
            serial_of(77),
            "stored",
            False,
        )
        await house.projector.rebuild()
