"""来庁: who calls whom, so that two clerks never call the same party."""

from uuid import UUID

import pytest

from issuance.visits import visit as visits
from issuance.visits.visit import (
    CalledElsewhereError,
    NotCalledError,
    Visit,
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitFact,
    VisitMissed,
    VisitOverError,
    VisitStage,
    visit_id_of,
)
from tests.support.given import Specification

visit: Specification[Visit, VisitFact] = Specification(Visit(), visits.evolve)

ARRIVED = VisitArrived()
CALLED = VisitCalled(station="S1", clerk="K01")
CALLED_OFF = VisitCalledOff(station="S1")
ENDED = VisitEnded(station="S1")
MISSED = VisitMissed()
OVER = [(ARRIVED, CALLED, ENDED), (MISSED,), (ARRIVED, CALLED, MISSED)]


def test_a_party_has_one_visit():
    assert visit_id_of(UUID(int=1)) == visit_id_of(UUID(int=1))
    assert visit_id_of(UUID(int=1)) != visit_id_of(UUID(int=2))


class TestArriving:
    def test_is_noted(self):
        visit.given().when(visits.arrive).then(ARRIVED)

    @pytest.mark.parametrize("history", [(ARRIVED,), (ARRIVED, CALLED), *OVER])
    def test_adds_nothing_afterwards(self, history):
        visit.given(*history).when(visits.arrive).then_nothing()


class TestCalling:
    @pytest.mark.parametrize("history", [(), (ARRIVED,), (ARRIVED, CALLED, CALLED_OFF)])
    def test_is_allowed_to_any_counter(self, history):
        visit.given(*history).when(visits.call, station="S1", clerk="K01").then(CALLED)

    def test_adds_nothing_at_the_same_counter(self):
        asked = visit.given(ARRIVED, CALLED).when(visits.call, station="S1", clerk="K09")
        asked.then_nothing()

    def test_is_refused_to_a_second_counter(self):
        with pytest.raises(CalledElsewhereError) as refusal:
            visits.call(visit.given(ARRIVED, CALLED).state, station="S2", clerk="K02")
        assert refusal.value.station == "S1"

    @pytest.mark.parametrize("history", OVER)
    def test_is_refused_when_the_visit_is_over(self, history):
        asked = visit.given(*history).when(visits.call, station="S2", clerk="K02")
        asked.then_refused(VisitOverError)


class TestCallingOff:
    def test_lets_the_party_wait_again(self):
        visit.given(ARRIVED, CALLED).when(visits.call_off, station="S1").then(CALLED_OFF)
        assert visit.given(ARRIVED, CALLED, CALLED_OFF).state == Visit(stage=VisitStage.WAITING)

    def test_adds_nothing_where_it_waits(self):
        visit.given(ARRIVED).when(visits.call_off, station="S1").then_nothing()

    def test_is_refused_to_another_counter(self):
        asked = visit.given(ARRIVED, CALLED).when(visits.call_off, station="S2")
        asked.then_refused(CalledElsewhereError)

    def test_is_refused_before_anybody_called(self):
        visit.given().when(visits.call_off, station="S1").then_refused(NotCalledError)

    @pytest.mark.parametrize("history", OVER)
    def test_is_refused_when_the_visit_is_over(self, history):
        visit.given(*history).when(visits.call_off, station="S1").then_refused(VisitOverError)


class TestEnding:
    def test_is_done_by_the_counter_that_called(self):
        visit.given(ARRIVED, CALLED).when(visits.end, station="S1").then(ENDED)

    def test_adds_nothing_the_second_time(self):
        visit.given(ARRIVED, CALLED, ENDED).when(visits.end, station="S1").then_nothing()

    def test_is_refused_to_another_counter(self):
        asked = visit.given(ARRIVED, CALLED).when(visits.end, station="S2")
        asked.then_refused(CalledElsewhereError)

    def test_is_refused_before_anybody_called(self):
        visit.given(ARRIVED).when(visits.end, station="S1").then_refused(NotCalledError)

    def test_is_refused_when_nobody_came(self):
        visit.given(MISSED).when(visits.end, station="S1").then_refused(VisitOverError)


class TestMissing:
    @pytest.mark.parametrize("history", [(), (ARRIVED, CALLED)])
    def test_is_noted_where_nobody_came_to_the_counter(self, history):
        visit.given(*history).when(visits.miss).then(MISSED)

    def test_adds_nothing_the_second_time(self):
        visit.given(MISSED).when(visits.miss).then_nothing()

    def test_a_party_that_waits_is_called_first(self):
        visit.given(ARRIVED).when(visits.miss).then_refused(NotCalledError)

    def test_is_refused_when_the_visit_is_over(self):
        visit.given(ARRIVED, CALLED, ENDED).when(visits.miss).then_refused(VisitOverError)
