"""列と窓口 on a real database: who gets whom, steps taken back, visits broken off, times."""

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from issuance.cases.facts import CounterStep
from issuance.cases.state import Stage
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.visits import line
from issuance.visits import line_facts as f
from issuance.visits.visit import (
    CalledElsewhereError,
    VisitCalled,
    VisitFact,
    VisitOverError,
    VisitStage,
)
from tests.issuance.application.house import STATION, VISIT_AT, clerk

SOON = VISIT_AT + timedelta(seconds=8)
LATE = VISIT_AT + timedelta(seconds=11)


def at(moment):
    return clerk(moment)


async def calls(house):
    async with house.log.transaction() as tx:
        history = await tx.history(house.visit_id)
    return [each.fact.station for each in history if isinstance(each.fact, VisitCalled)]


def all_read_before_any_writes(monkeypatch, *, clerks, whatever_stands=False):
    """Nobody appends before everybody has read; with `whatever_stands` no expectation is kept."""
    append, meeting, met = Transaction.append, asyncio.Barrier(clerks), itertools.count()

    async def after_all_have_read(tx, recorded):
        if next(met) < clerks:
            await meeting.wait()
        if whatever_stands:
            await tx.lock()
            recorded = await placed_at_the_end(tx, list(recorded))
        return await append(tx, recorded)

    monkeypatch.setattr(Transaction, "append", after_all_have_read)


async def call_from_everywhere(house, clerks):
    stations = [f"S{n}" for n in range(clerks)]
    return await asyncio.gather(
        *(house.issuance.counter.call(clerk(), house.visit_id, each) for each in stations),
        return_exceptions=True,
    )


async def test_two_clerks_call_the_next_at_once_and_one_gets_the_party(house, monkeypatch):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    all_read_before_any_writes(monkeypatch, clerks=2)
    answers = await call_from_everywhere(house, clerks=2)
    assert answers.count(None) == 1
    assert {type(each) for each in answers if each} == {CalledElsewhereError}
    assert len(await calls(house)) == 1


async def test_control_without_the_expectation_both_get_the_party(house, monkeypatch):
    """The same race where the log takes facts wherever its streams stand: the race is real."""
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    all_read_before_any_writes(monkeypatch, clerks=2, whatever_stands=True)
    assert await call_from_everywhere(house, clerks=2) == [None, None]
    assert sorted(await calls(house)) == ["S0", "S1"]


async def placed_at_the_end(tx, facts):
    placed: list[Recorded[VisitFact]] = []
    for each in facts:
        grown = await tx.connection.fetchval(
            "SELECT coalesce(max(originator_version), 0) FROM ledger.stored_events"
            " WHERE originator_id = $1",
            each.stream_id,
        )
        behind = sum(one.stream_id == each.stream_id for one in placed)
        placed.append(replace_version(each, grown + behind + 1))
    return placed


def replace_version(recorded, version):
    return Recorded(
        stream_id=recorded.stream_id,
        version=version,
        at=recorded.at,
        by=recorded.by,
        fact=recorded.fact,
    )


@pytest.mark.parametrize(
    ("stage", "step", "back_at"),
    [
        (Stage.IDENTITY_VERIFIED, CounterStep.IDENTITY, Stage.CHECKED_IN),
        (Stage.PINS_TAKEN, CounterStep.PINS, Stage.IDENTITY_VERIFIED),
        (Stage.DELIVERY_CHOSEN, CounterStep.DELIVERY, Stage.PINS_TAKEN),
    ],
)
async def test_a_step_is_taken_back_within_ten_seconds_only(house, stage, step, back_at):
    await house.expect(1)
    await house.take_to(stage, 1)
    with pytest.raises(line.UndoTooLateError):
        await house.issuance.line.undo(at(LATE), house.seat(1), step)
    assert await house.stage(1) is stage
    await house.issuance.line.undo(at(SOON), house.seat(1), step)
    assert await house.stage(1) is back_at
    assert (await house.overview(1))["stage"] == back_at.value
    assert await house.sealed_pins() == (1 if step is CounterStep.DELIVERY else 0)


async def test_the_end_is_taken_back_for_the_whole_party(house):
    await house.expect(1, 2)
    await house.take_to(Stage.AWAITING_PINS, 1, 2)
    with pytest.raises(line.UndoTooLateError):
        await house.issuance.line.undo_end(at(LATE), house.visit_id, STATION)
    await house.issuance.line.undo_end(at(SOON), house.visit_id, STATION)
    assert (await house.visit()).stage is VisitStage.CALLED
    assert {await house.stage(1), await house.stage(2)} == {Stage.DELIVERY_CHOSEN}
    await house.issuance.counter.finish(at(SOON), house.visit_id, STATION)
    assert {await house.stage(1), await house.stage(2)} == {Stage.AWAITING_PINS}


async def test_who_is_done_stays_done_when_the_party_breaks_off(house):
    await house.expect(1, 2)
    await house.take_to(Stage.PINS_TAKEN, 1, 2)
    await house.choose_post(1)
    assert await house.sealed_pins() == 2
    leave = house.issuance.line.break_off
    await leave(at(SOON), house.visit_id, STATION, f.BreakOffReason.UNWELL)
    assert (await house.stage(1), await house.stage(2)) == (Stage.AWAITING_PINS, Stage.NOTIFIED)
    assert await house.sealed_pins() == 1
    assert (await house.visit()).stage is VisitStage.BROKEN_OFF
    again = replace(house.booked(2), appointment_id=UUID(int=99), party_id=UUID(int=702))
    async with house.log.transaction() as tx:
        await house.issuance.bookings.note(tx, clerk(), house.notice_of(2), again)
    assert await house.stage(2) is Stage.BOOKED
    with pytest.raises(VisitOverError):
        await house.issuance.counter.call(clerk(), house.visit_id, STATION)


async def test_the_table_shows_the_line(house):
    await house.expect(1)
    await house.take_to(Stage.CHECKED_IN, 1)
    note = house.issuance.line.note
    await house.recall(2)
    came = partial(line.note_came, station=STATION, sign=f.Sign.CARD)
    await note(clerk(), house.visit_id, came)
    await note(clerk(), house.visit_id, partial(line.call_consultant, station=STATION))
    row = await shown(house)
    assert (row["recalls"], row["came_at"], row["consultant_asked_at"]) == (2, VISIT_AT, VISIT_AT)
    hold = partial(line.hold, station=STATION, reason=f.HoldReason.FETCHES_DOCUMENT)
    await note(clerk(), house.visit_id, hold)
    row = await shown(house)
    assert (row["stage"], row["held_because"], row["recalls"]) == ("held", "fetches-document", 2)
    await note(clerk(), house.visit_id, line.bring_back)
    await note(clerk(), house.visit_id, partial(line.give_priority, need=f.PriorityReason.INFANT))
    row = await shown(house)
    assert (row["stage"], row["held_because"], row["priority"]) == ("waiting", None, "infant")


async def test_measures_and_real_times_are_there_to_be_looked_at(house):
    await house.expect(1)
    await house.take_to(Stage.AWAITING_PINS, 1)
    measured = f.StepMeasured(
        case_id=UUID(int=1),
        step=f.MeasuredStep.IDENTITY,
        total_ms=9_000,
        input_ms=2_000,
        operation_ms=1_000,
        understanding_ms=6_000,
        fields=2,
        keys=4,
    )
    await house.issuance.line.measure(clerk(), house.visit_id, [measured])
    real = VISIT_AT - timedelta(minutes=9)
    correct = house.issuance.line.correct_time
    order = at(VISIT_AT + timedelta(minutes=1))
    await correct(order, house.visit_id, f.Mark.START, real, f.TimeReason.FORGOTTEN)
    row = await shown(house)
    assert (row["real_start"], row["called_at"]) == (real, VISIT_AT)
    kept = await house.log.pool.fetchrow("SELECT * FROM office.step_measures")
    assert (kept["step"], kept["total_ms"], kept["fields"], kept["keys"]) == (
        "identity",
        9_000,
        2,
        4,
    )
    await house.projector.rebuild()
    assert await house.log.pool.fetchval("SELECT count(*) FROM office.step_measures") == 1


async def shown(house):
    await house.projector.catch_up()
    return await house.log.pool.fetchrow(
        "SELECT * FROM office.visit_overview WHERE visit_id = $1", house.visit_id
    )
