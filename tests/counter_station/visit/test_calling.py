"""呼出: a party arrives, is called, does not come, goes back, leaves."""

from datetime import timedelta

from counter_station.visit import party
from counter_station.visit.facts import (
    CallWithdrawn,
    DocumentsInsufficient,
    PartyArrived,
    PartyCalled,
    PartyDidNotCome,
    VisitCalledOff,
    VisitFinished,
    VisitOpened,
)
from counter_station.visit.refusals import (
    NotEverybodySettledError,
    StillAwaitedError,
    WrongStageError,
)
from issuance.identity.situations import Situation
from tests.counter_station.visit.history import (
    ADULT,
    ADULT_DUE,
    ARRIVED,
    AT,
    CALLED,
    CHILD,
    FAMILY,
    OPENED,
    POSTED,
    SEALED,
    VERIFIED,
    visit,
)


def open_it(state):
    return party.open_visit(state, reference="7H2K-9QXM", starts_at=AT, people=[ADULT_DUE])


FINISHED = VisitFinished(finished_at=AT)
CHILD_TURNED_AWAY = DocumentsInsufficient(
    case_id=CHILD, situation=Situation.U15_BOTH, documents=(), missing=("applicant:A1",)
)


def test_a_party_is_opened_once():
    expected = VisitOpened(reference="7H2K-9QXM", starts_at=AT, people=(ADULT_DUE,))
    visit.given().when(open_it).then(expected)
    visit.given(OPENED).when(open_it).then_nothing()


def test_arriving_is_noted_once():
    visit.given(OPENED).when(party.note_arrival).then(PartyArrived())
    visit.given(OPENED, ARRIVED).when(party.note_arrival).then_nothing()
    visit.given(OPENED, ARRIVED, CALLED).when(party.note_arrival).then_refused(WrongStageError)


def test_whoever_is_called_has_arrived():
    called = PartyCalled(station="A1", called_at=AT)
    visit.given(OPENED).when(party.call_party, station="A1", at=AT).then(PartyArrived(), called)
    visit.given(OPENED, ARRIVED).when(party.call_party, station="A1", at=AT).then(called)


def test_calling_again_adds_nothing_and_does_not_restart_the_clock():
    later = AT + timedelta(minutes=5)
    here = visit.given(OPENED, ARRIVED, CALLED)
    here.when(party.call_party, station="A1", at=later).then_nothing()


def test_nobody_is_called_who_has_left_or_was_never_opened():
    over = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED, FINISHED)
    over.when(party.call_party, station="A1", at=AT).then_refused(WrongStageError)
    visit.given().when(party.call_party, station="A1", at=AT).then_refused(WrongStageError)


def test_no_show_is_noted_for_who_was_called_and_did_not_come():
    visit.given(OPENED).when(party.note_no_show, at=AT).then(PartyDidNotCome())
    visit.given(OPENED, ARRIVED, CALLED).when(party.note_no_show, at=AT).then(PartyDidNotCome())
    visit.given(OPENED, PartyDidNotCome()).when(party.note_no_show, at=AT).then_nothing()


def test_no_show_is_refused_while_the_office_waits_for_the_party():
    until = AT + timedelta(minutes=15)
    here = visit.given(OPENED)
    here.when(party.note_no_show, at=AT, awaited_until=until).then_refused(StillAwaitedError)
    here.when(party.note_no_show, at=until, awaited_until=until).then(PartyDidNotCome())


def test_no_show_is_refused_for_who_waits_or_has_shown_documents():
    visit.given(OPENED, ARRIVED).when(party.note_no_show, at=AT).then_refused(WrongStageError)
    here = visit.given(OPENED, ARRIVED, CALLED, VERIFIED)
    here.when(party.note_no_show, at=AT).then_refused(WrongStageError)


def test_a_party_sent_back_waits_and_keeps_its_steps():
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED).when(party.call_off).then(VisitCalledOff())
    back = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, VisitCalledOff())
    back.when(party.call_off).then_nothing()
    assert back.state.people[ADULT].identity is not None
    back.when(party.call_party, station="A1", at=AT).then(PartyCalled(station="A1", called_at=AT))


def test_a_call_the_office_gave_to_another_counter_is_withdrawn():
    visit.given(OPENED, ARRIVED, CALLED).when(party.withdraw_call).then(CallWithdrawn())
    gone = visit.given(OPENED, ARRIVED, CALLED, CallWithdrawn())
    gone.when(party.withdraw_call).then_nothing()


def test_a_visit_finishes_when_everybody_is_settled():
    done = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED)
    done.when(party.finish, at=AT).then(FINISHED)
    family = visit.given(FAMILY, ARRIVED, CALLED, VERIFIED, SEALED, POSTED, CHILD_TURNED_AWAY)
    family.when(party.finish, at=AT).then(FINISHED)
    over = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED, FINISHED)
    over.when(party.finish, at=AT).then_nothing()


def test_a_visit_does_not_finish_while_a_step_is_open():
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED).when(party.finish, at=AT).then_refused(
        NotEverybodySettledError
    )
    family = visit.given(FAMILY, ARRIVED, CALLED, VERIFIED, SEALED, POSTED)
    family.when(party.finish, at=AT).then_refused(NotEverybodySettledError)
    visit.given(OPENED, ARRIVED).when(party.finish, at=AT).then_refused(WrongStageError)
