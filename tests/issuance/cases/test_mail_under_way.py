"""配達の途中: accepted, held, on its way back, lost, delivered to somebody else."""

from datetime import date
from typing import Any

import pytest

from issuance.cases.facts import LossDutyDone, MailAccepted, MailHeld, MailLost, MailReturned
from issuance.cases.mail import do_duty, note_accepted, note_coming_back, note_held, note_loss
from issuance.cases.posting import confirm_delivery, take_back
from issuance.cases.refusals import DeadlineError, OtherEnvelopeError, WrongStageError
from issuance.cases.state import Stage, VoidBecause
from issuance.shipments.mail import Loss, LossDuty, ReturnReason
from tests.support.facts import (
    COMING_BACK,
    DELIVERED,
    DELIVERY,
    HOLDING,
    LOSING,
    OTHER,
    POSTED,
    RETURNED,
    RETURNED_ON,
    SEALED,
    SENT_BACK,
    SHIPMENT,
    case,
)

ON = date(2026, 12, 1)
HELD: dict[str, Any] = {"shipment_id": SHIPMENT, "held_until": HOLDING.held_until, "today": ON}
LOST: dict[str, Any] = {"shipment_id": SHIPMENT, "loss": Loss.LOST, "noted_on": LOSING.noted_on}


def test_the_post_accepts_it_once():
    asked: dict[str, Any] = {"shipment_id": SHIPMENT, "accepted_on": ON}
    accepted = MailAccepted(shipment_id=SHIPMENT, accepted_on=ON)
    case.given(*POSTED).when(note_accepted, **asked).then(accepted)
    case.given(*POSTED, accepted).when(note_accepted, **asked).then_nothing()
    case.given(*DELIVERED).when(note_accepted, **asked).then_nothing()
    case.given(*SEALED).when(note_accepted, **asked).then_refused(WrongStageError)


def test_it_is_held_until_a_day_that_may_change():
    case.given(*POSTED).when(note_held, **HELD).then(HOLDING)
    case.given(*POSTED, HOLDING).when(note_held, **HELD).then_nothing()
    longer = HELD | {"held_until": date(2026, 12, 11)}
    later = MailHeld(shipment_id=SHIPMENT, held_until=date(2026, 12, 11))
    case.given(*POSTED, HOLDING).when(note_held, **longer).then(later)


def test_a_last_day_that_passed_is_refused():
    asked = HELD | {"today": date(2026, 12, 9)}
    case.given(*POSTED).when(note_held, **asked).then_refused(DeadlineError)


def test_held_mail_is_delivered_after_all():
    case.given(*POSTED, HOLDING).when(confirm_delivery, shipment_id=SHIPMENT).then(DELIVERY)


def test_what_comes_back_is_here_only_when_it_was_scanned():
    asked: dict[str, Any] = {
        "shipment_id": SHIPMENT,
        "reason": SENT_BACK.reason,
        "noted_on": SENT_BACK.noted_on,
    }
    case.given(*POSTED, HOLDING).when(note_coming_back, **asked).then(SENT_BACK)
    on_its_way = case.given(*POSTED, SENT_BACK)
    assert (on_its_way.state.stage, on_its_way.state.card_in_office) == (Stage.POSTED, False)
    on_its_way.when(note_coming_back, **asked).then_nothing()
    scanned = on_its_way.when(
        take_back, shipment_id=SHIPMENT, reason=SENT_BACK.reason, returned_on=RETURNED_ON
    )
    scanned.then(COMING_BACK)


def test_a_loss_voids_the_card_and_leaves_everything_owed():
    case.given(*POSTED).when(note_loss, **LOST).then(LOSING)
    state = case.given(*POSTED, LOSING).state
    assert (state.stage, state.duties) == (Stage.LOST, frozenset(LossDuty))
    case.given(*POSTED, LOSING).when(note_loss, **LOST).then_nothing()


def test_somebody_else_may_have_what_was_recorded_as_delivered():
    asked = LOST | {"loss": Loss.MISDELIVERED}
    lost = MailLost(shipment_id=SHIPMENT, loss=Loss.MISDELIVERED, noted_on=LOSING.noted_on)
    case.given(*DELIVERED).when(note_loss, **asked).then(lost)
    case.given(*DELIVERED).when(note_loss, **LOST).then_refused(WrongStageError)


@pytest.mark.parametrize("duty", LossDuty)
def test_each_duty_stays_until_somebody_did_it(duty):
    lost = case.given(*POSTED, LOSING)
    lost.when(do_duty, duty).then(LossDutyDone(duty=duty))
    done = case.given(*POSTED, LOSING, LossDutyDone(duty=duty))
    assert done.state.duties == frozenset(LossDuty) - {duty}
    done.when(do_duty, duty).then_nothing()


def test_nothing_is_owed_where_nothing_was_lost():
    case.given(*DELIVERED).when(do_duty, LossDuty.TELL_HOLDER).then_refused(WrongStageError)


def test_what_was_given_up_and_turns_up_is_void_and_waits_for_destruction():
    asked = case.given(*POSTED, LOSING).when(
        take_back,
        shipment_id=SHIPMENT,
        reason=ReturnReason.RETENTION_EXPIRED,
        returned_on=RETURNED_ON,
    )
    asked.then(COMING_BACK)
    state = case.given(*POSTED, LOSING, COMING_BACK).state
    assert (state.stage, state.void_because) == (Stage.VOID, VoidBecause.LOST_BY_POST)
    assert state.card_in_office
    assert state.duties


@pytest.mark.parametrize(
    ("decision", "asked"),
    [
        (note_held, HELD),
        (note_loss, LOST),
        (note_accepted, {"shipment_id": SHIPMENT, "accepted_on": ON}),
        (
            note_coming_back,
            {"shipment_id": SHIPMENT, "reason": SENT_BACK.reason, "noted_on": RETURNED_ON},
        ),
    ],
)
def test_another_envelope_is_refused(decision, asked):
    other = {**asked, "shipment_id": OTHER}
    case.given(*POSTED).when(decision, **other).then_refused(OtherEnvelopeError)


def test_it_comes_back_only_once():
    assert isinstance(RETURNED[-1], MailReturned)
    asked = case.given(*RETURNED).when(
        note_coming_back, shipment_id=SHIPMENT, reason=SENT_BACK.reason, noted_on=RETURNED_ON
    )
    asked.then_nothing()
