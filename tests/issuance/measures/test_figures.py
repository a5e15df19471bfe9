"""Throughput, forecast, rooms, counters' clocks, time saved: each with a case worked by hand."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.capacity.venues import OfferedSlot
from issuance.measures.counters import CounterState, Pace, counters, pace
from issuance.measures.day import StationDay
from issuance.measures.filling import filling
from issuance.measures.forecast import last_leaving
from issuance.measures.hours import by_week_hour
from issuance.measures.parties import BookedParty
from issuance.measures.rooms import Room, RoomFigures, Why, bottleneck
from issuance.measures.saved import saved
from issuance.measures.throughput import throughput
from issuance.measures.visits import VisitTimes
from issuance.visits.visit import VisitStage
from tests.support.office_day import OPENS


def minute(n: float):
    return OPENS + timedelta(minutes=n)


def done(n: int, at: float) -> VisitTimes:
    return VisitTimes(visit_id=UUID(int=n), stage=VisitStage.FINISHED, ended_at=minute(at))


def slot(at: float, minutes: int, places: int) -> OfferedSlot:
    return OfferedSlot(starts_at=minute(at), minutes=minutes, places=places)


def test_a_slot_of_fifteen_minutes_spreads_over_two_tens():
    found = throughput([done(1, 9), done(2, 19)], [slot(0, 15, 6)], until=minute(15))
    assert [(each.done, each.capacity) for each in found] == [(1, 4.0), (1, 2.0)]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60), st.integers(1, 9)), max_size=8))
def test_no_place_is_lost_in_spreading(offered):
    found = throughput([], [slot(*each) for each in offered], until=OPENS)
    assert sum(each.capacity for each in found) == pytest.approx(
        sum(places for *_, places in offered), abs=0.1
    )


def test_two_counters_take_turns():
    found = last_leaving(
        now=OPENS, serving_since=[minute(-4)], waiting=2, coming=[minute(30)],
        counters=2, p50_seconds=600, p90_seconds=900,
    )  # fmt: skip
    assert found is not None
    assert found.leaves_at == minute(40)
    assert found.at_latest == minute(45)


def test_nobody_here_and_nobody_coming_needs_no_forecast():
    assert last_leaving(
        now=OPENS, serving_since=[], waiting=0, coming=[], counters=3,
        p50_seconds=None, p90_seconds=None,
    ) is None  # fmt: skip


@given(st.integers(0, 20), st.integers(1, 6))
def test_one_more_counter_never_makes_it_later(waiting, several):
    def leaves(n):
        found = last_leaving(
            now=OPENS, serving_since=[], waiting=waiting, coming=[minute(5)],
            counters=n, p50_seconds=480, p90_seconds=700,
        )  # fmt: skip
        assert found is not None
        return found.leaves_at

    assert leaves(several + 1) <= leaves(several)


def room(name: Room, waiting: int | None, done_in_hour: int) -> RoomFigures:
    return RoomFigures(room=name, waiting=waiting, came_in_hour=0, done_in_hour=done_in_hour)


def test_the_room_that_needs_longest_holds_the_others_up():
    rooms = [room(Room.COUNTER, 6, 12), room(Room.PIN_DESK, 30, 20), room(Room.SEALING, 5, 30)]
    found = bottleneck(rooms)
    assert (found.room, found.why) == (rooms[1], Why.SLOWEST)
    assert rooms[1].minutes_to_clear == 90


def test_a_room_that_stands_still_comes_first():
    rooms = [room(Room.COUNTER, 6, 1), room(Room.SEALING, 2, 0)]
    assert bottleneck(rooms).why is Why.STANDS_STILL
    assert bottleneck(rooms).room == rooms[1]


def test_where_nothing_waits_there_is_no_bottleneck():
    assert bottleneck([room(Room.COUNTER, 0, 0), room(Room.SEALING, None, 0)]).room is None


def test_the_clock_turns_at_eight_and_at_ten_minutes():
    said = [pace(each) for each in (None, 479, 480, 599, 600)]
    assert said == [Pace.FINE, Pace.FINE, Pace.SOON_TEN, Pace.SOON_TEN, Pace.OVER_TEN]


def test_the_grid_of_counters():
    stations = {
        "A1": StationDay(station="A1", open=True, since=OPENS),
        "A2": StationDay(station="A2", open=False, since=minute(30)),
        "A3": StationDay(station="A3", open=True, since=OPENS, reader_down_since=minute(3)),
    }
    serving = VisitTimes(
        visit_id=UUID(int=1), stage=VisitStage.CALLED, station="A1", called_at=minute(31),
        ticket="A12",
    )  # fmt: skip
    grid = {each.station: each for each in counters(stations, [serving], minute(40))}
    assert grid["A1"].state is CounterState.SERVING
    assert (grid["A1"].running_seconds, grid["A1"].ticket) == (540, "A12")
    assert grid["A1"].pace is Pace.SOON_TEN
    assert (grid["A2"].state, grid["A2"].since) == (CounterState.AWAY, minute(30))
    assert grid["A3"].state is CounterState.IDLE
    assert grid["A3"].reader_down_since == minute(3)


def test_time_saved_against_the_base():
    found = saved(stays=6, stay_seconds=6 * 900, cycles=6, cycle_seconds=6 * 480, base_minutes=20)
    assert found.resident_hours == pytest.approx(0.5)
    assert found.staff_hours == pytest.approx(1.2)


def test_the_coming_two_hours_are_filled_by_people_not_parties():
    def party(n: int, at: float, people: int) -> BookedParty:
        id_ = UUID(int=n)
        return BookedParty(
            appointment_id=id_, visit_id=id_, venue_id=id_, starts_at=minute(at), minutes=15,
            people=people,
        )  # fmt: skip

    slots = [slot(-15, 15, 6), slot(0, 15, 6), slot(105, 15, 4), slot(120, 15, 6)]
    booked = [party(1, -15, 1), party(2, 0, 3), party(3, 105, 1), party(4, 120, 2)]
    found = filling(booked, slots, at=OPENS)
    assert (found.booked, found.places, found.share) == (4, 10, 0.4)
    assert filling([], [], at=OPENS).share is None


def test_places_of_many_days_come_together_by_weekday_and_hour():
    monday, next_monday = date(2026, 11, 23), date(2026, 11, 30)
    places = {(monday, 9): 6, (next_monday, 9): 4, (date(2026, 11, 24), 9): 1}
    assert by_week_hour(places) == {(1, 9): 10, (2, 9): 1}
