"""Sealed PINs lie in their own table until they are on the card, or nobody needs them any more."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from issuance.application.counter import SealedPins
from issuance.cases.refusals import OtherEnvelopeError, PinKindsError, WrongStageError
from issuance.cases.state import Stage
from issuance.custody.refusals import NotInBoxError
from issuance.errors import Refusal
from tests.issuance.application.house import (
    BLOB,
    VISIT_AT,
    House,
    clerk,
    envelope_of,
    officer,
    serial_of,
)


async def test_they_are_kept_beside_the_fact_for_a_limited_time(house):
    await house.expect(1)
    await house.take_to(Stage.PINS_TAKEN, 1)
    row = await house.log.pool.fetchrow("SELECT * FROM office.sealed_pins")
    assert row["case_id"] == UUID(int=1)
    assert row["blob"] == BLOB
    assert row["sealed_at"] == VISIT_AT
    assert row["expires_at"] == VISIT_AT + timedelta(days=14)


async def test_they_never_enter_the_log(house):
    await house.expect(1)
    await house.take_to(Stage.READY_TO_GO, 1)
    rows = await house.log.pool.fetch("SELECT state FROM ledger.stored_events")
    assert not any(b"sealed to the office" in row["state"] for row in rows)


async def test_they_go_in_the_moment_they_are_set(house):
    await house.expect(1)
    await house.take_to(Stage.SETTING, 1)
    assert await house.sealed_pins() == 1
    await house.set_pins(1)
    assert await house.sealed_pins() == 0
    assert (await house.topics(1))[-2:] == ["pins-set", "pin-envelope-destroyed"]
    await house.set_pins(1)
    with pytest.raises(WrongStageError):
        await house.issuance.pin_desk.envelope_for(serial_of(1))


async def moved_out(house: House) -> None:
    await house.issuance.endings.moved_out(officer(), UUID(int=1))


async def died(house: House) -> None:
    await house.issuance.endings.died(officer(), UUID(int=1))


async def lost(house: House) -> None:
    await house.issuance.endings.report_missing(officer(), UUID(int=1))
    await house.issuance.endings.give_up_search(officer(), UUID(int=1))


@pytest.mark.parametrize("end", [moved_out, died, lost])
async def test_they_go_when_the_card_is_void_and_only_that_case_s(house, end):
    await house.expect(1, 2)
    await house.take_to(Stage.AWAITING_PINS, 1, 2)
    await end(house)
    left = await house.log.pool.fetchval("SELECT case_id FROM office.sealed_pins")
    assert left == UUID(int=2)
    assert "pin-envelope-destroyed" in await house.topics(1)


async def test_nothing_is_kept_of_what_is_refused(house):
    await house.expect(1)
    await house.take_to(Stage.CHECKED_IN, 1)
    head = await house.log.head()
    sealed = SealedPins(envelope=envelope_of(1), blob=BLOB)
    with pytest.raises(WrongStageError):
        await house.issuance.counter.seal_pins(clerk(), house.seat(1), sealed)
    await house.verify(1)
    fewer = SealedPins(envelope=_with_kinds(1, ()), blob=BLOB)
    with pytest.raises(PinKindsError):
        await house.issuance.counter.seal_pins(clerk(), house.seat(1), fewer)
    assert await house.sealed_pins() == 0
    assert await house.log.head() == head + 1


def _with_kinds(number, kinds):
    return replace(envelope_of(number), pin_kinds=kinds)


async def test_a_refused_result_leaves_them_where_they_are(house):
    await house.expect(1)
    await house.take_to(Stage.AWAITING_PINS, 1)
    refusals: list[type[Refusal]] = []
    for envelope_id in (envelope_of(1).envelope_id, UUID(int=9)):
        try:
            await house.issuance.pin_desk.record_set(officer(), UUID(int=1), envelope_id, ("1",))
        except Refusal as refusal:
            refusals.append(type(refusal))
    assert refusals == [WrongStageError, OtherEnvelopeError]
    assert await house.sealed_pins() == 1


async def test_only_two_officers_open_them(house):
    await house.expect(1)
    await house.take_to(Stage.AWAITING_PINS, 1)
    with pytest.raises(WrongStageError):
        await house.issuance.pin_desk.envelope_for(serial_of(1))
    with pytest.raises(NotInBoxError):
        await house.issuance.pin_desk.envelope_for("999999999999999")
