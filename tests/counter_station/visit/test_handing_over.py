"""引継ぎ: a party that another counter handed on goes on where it was."""

from datetime import timedelta

import pytest

from counter_station.visit.clock import laps
from counter_station.visit.handing_over import take_over
from counter_station.visit.line_facts import FiveSteps
from counter_station.visit.people import Check, Travel
from counter_station.visit.pins import choose_pinless
from counter_station.visit.refusals import WrongStepError
from counter_station.visit.state import Step
from counter_station.visit.taken_over import (
    Chosen,
    PersonTakenOver,
    PinsTaken,
    Progress,
    Proven,
    TimeSpent,
    TimeTakenOver,
)
from issuance.identity.doubts import DoubtReason
from issuance.identity.situations import Situation
from tests.counter_station.visit.history import (
    ADULT,
    ARRIVED,
    CALLED,
    CHILD,
    FAMILY,
    OPENED,
    SEALED,
    SEEN_INSURANCE,
    SEEN_LICENCE,
    VERIFIED,
    visit,
)
from tests.counter_station.visit.test_clock import told

PROVEN = Proven(
    situation=Situation.SELF_N,
    rule="SELF_N/A1",
    documents=(SEEN_LICENCE, SEEN_INSURANCE),
    method=Check.VISUAL,
)
POST = Chosen(mode=Travel.REGISTERED_MAIL, declarations=())
SPENT = (TimeSpent(step=FiveSteps.IDENTITY, case_id=ADULT, ms=90_000),)
FRESH = visit.given(OPENED, ARRIVED)


@pytest.mark.parametrize(
    ("progress", "step"),
    [
        (Progress(proven=PROVEN), Step.PINS),
        (Progress(proven=PROVEN, pins=PinsTaken.SEALED), Step.DELIVERY),
        (Progress(proven=PROVEN, pins=PinsTaken.PINLESS), Step.DELIVERY),
        (Progress(proven=PROVEN, pins=PinsTaken.SEALED, chosen=POST), Step.SETTLED),
    ],
)
def test_the_next_step_is_the_one_that_was_open(progress, step):
    taken = PersonTakenOver(case_id=ADULT, progress=progress)
    FRESH.when(take_over, told={ADULT: progress}).then(taken)
    here = visit.given(OPENED, ARRIVED, taken, CALLED)
    assert here.state.people[ADULT].step is step


def test_pins_sealed_elsewhere_are_not_taken_again():
    sealed = Progress(proven=PROVEN, pins=PinsTaken.SEALED)
    here = visit.given(OPENED, PersonTakenOver(case_id=ADULT, progress=sealed), ARRIVED, CALLED)
    here.when(choose_pinless, case_id=ADULT).then_refused(WrongStepError)


def test_an_identity_proven_elsewhere_is_what_the_documents_were_there():
    taken = PersonTakenOver(case_id=ADULT, progress=Progress(proven=PROVEN))
    assert visit.given(OPENED, taken).state.people[ADULT].identity == VERIFIED


def test_a_doubt_goes_along_so_that_a_supervisor_decides_here_too():
    doubted = Progress(doubt=DoubtReason.PHOTO_DIFFERS, extra_asked=1)
    [taken] = take_over(FRESH.state, {ADULT: doubted})
    person = visit.given(OPENED, ARRIVED, taken).state.people[ADULT]
    assert person.doubt is not None
    assert (person.doubt.reason, person.extra_asked, person.step) == (
        DoubtReason.PHOTO_DIFFERS,
        1,
        Step.IDENTITY,
    )


def test_what_this_counter_knows_better_or_as_well_stays():
    further = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, ARRIVED)
    further.when(take_over, told={ADULT: Progress(proven=PROVEN)}).then_nothing()
    FRESH.when(take_over, told={ADULT: Progress(), CHILD: Progress(proven=PROVEN)}).then_nothing()
    here = visit.given(OPENED, ARRIVED, CALLED)
    here.when(take_over, told={ADULT: Progress(proven=PROVEN)}).then_nothing()


def test_of_a_family_each_goes_on_alone():
    taken = PersonTakenOver(case_id=ADULT, progress=Progress(proven=PROVEN))
    people = visit.given(FAMILY, ARRIVED, taken, CALLED).state.people
    assert (people[ADULT].step, people[CHILD].step) == (Step.PINS, Step.IDENTITY)


def test_the_clocks_of_the_steps_go_on_too():
    """Taken over once, and not by a counter where the party was before."""
    FRESH.when(take_over, told={}, spent=SPENT).then(TimeTakenOver(steps=SPENT))
    back = visit.given(OPENED, ARRIVED, CALLED, ARRIVED)
    back.when(take_over, told={}, spent=SPENT).then_nothing()
    history = told((OPENED, 0), (TimeTakenOver(steps=SPENT), 0), (CALLED, 0), (SEALED, 60))
    assert [(each.step, each.ended_at - each.began_at) for each in laps(history)] == [
        (FiveSteps.IDENTITY, timedelta(seconds=90)),
        (FiveSteps.PINS, timedelta(seconds=60)),
    ]
