"""次の方: the rule by which one key calls, told by example and for any line."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import given

from counter_station.visit.turn import YIELDS, InLine, calling_order, next_party, owed_from

NINE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def minutes(count):
    return NINE + timedelta(minutes=count)


def party(name, *, booked=0, came=None, **more):
    return InLine(
        visit_id=UUID(int=sum(map(ord, name))),
        reference=name,
        starts_at=minutes(booked),
        arrived_at=None if came is None else minutes(came),
        **more,
    )


def walk_in(name, came, **more):
    return party(name, booked=came, came=came, walk_in=True, **more)


def order(*line, now=0, station="A1"):
    return [each.reference for each in calling_order(line, station=station, now=minutes(now))]


def test_booked_parties_come_in_the_order_of_their_times_not_of_their_coming():
    assert order(party("B", booked=10, came=-20), party("A", booked=0, came=-1), now=10) == [
        "A",
        "B",
    ]


def test_a_walk_in_goes_behind_who_is_due_soon_and_before_who_is_due_later():
    line = [
        walk_in("W", came=0),
        party("A", booked=10, came=0),
        party("B", booked=30, came=0),
    ]
    assert order(*line, now=30) == ["A", "W", "B"]


def test_a_walk_in_is_called_at_once_where_nobody_is_due():
    assert order(walk_in("W", came=0), party("A", booked=30, came=0), now=1) == ["W", "A"]


def test_who_comes_late_is_taken_as_if_without_a_booking():
    line = [party("late", booked=0, came=15), walk_in("W", came=10), party("A", booked=32, came=20)]
    assert order(*line, now=40) == ["W", "A", "late"]


def test_a_few_minutes_are_not_late():
    assert order(party("A", booked=0, came=9), party("B", booked=1, came=-5), now=9) == ["A", "B"]


def test_who_was_on_hold_keeps_its_moment():
    """Its times are what they were, so nothing has to be remembered but them."""
    held = party("H", booked=0, came=-5)
    assert order(party("A", booked=10, came=0), held, now=25) == ["H", "A"]


def test_priority_is_called_first_but_not_before_its_time():
    line = [
        party("A", booked=0, came=-5),
        party("P", booked=5, came=0, priority=True),
        party("Q", booked=60, came=0, priority=True),
    ]
    assert order(*line, now=0) == ["P", "A", "Q"]


def test_parties_handed_on_belong_to_their_counter():
    on = party("H", booked=60, came=0, meant_for="A2")
    line = [party("A", booked=0, came=0), on]
    assert order(*line, station="A1") == ["A"]
    assert order(*line, station="A2") == ["H", "A"]
    assert order(party("S", came=0, meant_for="supervisor")) == []


def test_who_was_not_seen_is_called_last_and_not_long_before_its_time():
    line = [party("U", booked=10), party("E", booked=60, came=0), party("far", booked=16)]
    assert order(*line) == ["E", "U"]


def test_nobody_is_called_where_nobody_is():
    assert next_party([], station="A1", now=NINE) is None


PARTIES = st.builds(
    InLine,
    visit_id=st.uuids(),
    reference=st.text("ABCDEF0123456789", min_size=1, max_size=8),
    starts_at=st.integers(-120, 120).map(minutes),
    arrived_at=st.none() | st.integers(-120, 0).map(minutes),
    walk_in=st.booleans(),
    priority=st.booleans(),
    meant_for=st.sampled_from(["", "", "A1", "A2", "supervisor"]),
)
LINES = st.lists(PARTIES, max_size=12, unique_by=lambda each: each.reference)


@given(LINES, st.randoms())
def test_the_order_does_not_depend_on_how_the_line_was_listed(line, random):
    shuffled = random.sample(line, len(line))
    assert calling_order(line, station="A1", now=NINE) == calling_order(
        shuffled, station="A1", now=NINE
    )


@given(LINES)
def test_whoever_is_called_leaves_the_order_of_the_others_as_it_is(line):
    whole = calling_order(line, station="A1", now=NINE)
    others = [each for each in line if each not in whole[:1]]
    assert calling_order(others, station="A1", now=NINE) == whole[1:]


@given(LINES)
def test_nobody_who_is_here_is_overtaken_by_who_is_owed_a_counter_later(line):
    """But by priority: among the others the one owed longest comes first."""
    usual = [
        each
        for each in line
        if each.arrived_at and not each.priority and each.meant_for in {"", "A1"}
    ]
    owed = [each for each in usual if owed_from(each) <= NINE and not each.meant_for]
    called = [each for each in calling_order(usual, station="A1", now=NINE) if each in owed]
    assert [owed_from(each) for each in called] == sorted(owed_from(each) for each in owed)


@given(st.integers(0, 600))
def test_a_walk_in_waits_no_longer_than_it_yields_behind_bookings(now):
    """Every ten minutes somebody booked is due; the walk-in of minute 0 still gets its turn."""
    booked = [party(f"B{n:03}", booked=n, came=n - 5) for n in range(0, 601, 10)]
    due = [each for each in booked if each.starts_at <= minutes(now)]
    line = [walk_in("W", came=0), *due]
    before = order(*line, now=now).index("W")
    assert before <= int(YIELDS.total_seconds() // 600) + 1
