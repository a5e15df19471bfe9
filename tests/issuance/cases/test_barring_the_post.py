"""郵送不可: a move, a suspension or forwarding between visit and posting stops the envelope."""

import pytest

from issuance.cases.facts import PostingAllowed, PostingBarred
from issuance.cases.mail import allow_posting, bar_posting, note_move
from issuance.cases.posting import hand_over, hand_to_post, stop_posting
from issuance.cases.refusals import (
    CardSuspendedError,
    HolderMovedError,
    MailForwardedError,
    NotLiftableError,
    RecordChangedError,
    WrongStageError,
)
from issuance.cases.state import Stage
from issuance.release.card import CardStatus, status_of
from issuance.shipments.mail import BarReason
from tests.support.facts import (
    BARRED,
    DELIVERED,
    HAND_OVER,
    MOVED,
    NOTIFIED,
    POSTED,
    POSTING,
    READY_FOR_COUNTER,
    READY_TO_GO,
    RETURNED,
    SEALED,
    SERIAL,
    case,
    everywhere_but,
)

BETWEEN = (
    *("delivery-chosen", "awaiting-pins", "setting", "uncertain", "ready-to-go", "sealed"),
    *("posted", "returned"),
)
ENDED = ("delivered", "handed-over", "destroyed", "lost")
REFUSALS = {
    BarReason.MOVED: HolderMovedError,
    BarReason.SUSPENDED: CardSuspendedError,
    BarReason.FORWARDING: MailForwardedError,
    BarReason.RECORD_CHANGED: RecordChangedError,
}


@pytest.mark.parametrize("reason", BarReason)
@pytest.mark.parametrize("history", [READY_TO_GO, SEALED, POSTED, RETURNED])
def test_each_reason_is_noted_between_visit_and_end(history, reason):
    case.given(*history).when(bar_posting, reason).then(PostingBarred(reason=reason))


@pytest.mark.parametrize("reason", BarReason)
def test_a_sealed_envelope_does_not_leave(reason):
    barred = PostingBarred(reason=reason)
    asked = case.given(*SEALED, barred).when(hand_to_post, address_version=1)
    asked.then_refused(REFUSALS[reason])


def test_it_is_opened_again_and_its_holder_collects_the_card():
    opened = case.given(*SEALED, MOVED).when(stop_posting, reason="moved").answer()
    waiting = case.given(*SEALED, MOVED, *opened)
    assert status_of(waiting.state) is CardStatus.TO_COLLECT
    waiting.when(hand_over, card_serial_read=SERIAL, rule=HAND_OVER.rule).then(HAND_OVER)


def test_what_came_back_is_offered_at_the_counter_too():
    assert status_of(case.given(*RETURNED).state) is CardStatus.RETURNED
    assert status_of(case.given(*RETURNED, BARRED).state) is CardStatus.TO_COLLECT


@pytest.mark.parametrize("history", [(*READY_TO_GO, BARRED), READY_FOR_COUNTER, DELIVERED])
def test_adds_nothing_where_it_is_known_or_means_nothing(history):
    case.given(*history).when(bar_posting, BarReason.FORWARDING).then_nothing()


@pytest.mark.parametrize("history", everywhere_but(*BETWEEN, *ENDED))
def test_is_refused_before_the_holder_chose_the_post(history):
    case.given(*history).when(bar_posting, BarReason.SUSPENDED).then_refused(WrongStageError)


def test_a_move_before_the_visit_is_the_counters_business():
    case.given(*NOTIFIED).when(note_move).then_nothing()
    case.given(*READY_TO_GO).when(note_move).then(MOVED)


def test_forwarding_ends_and_the_envelope_may_go_again():
    allowed = PostingAllowed(reason=BarReason.FORWARDING)
    case.given(*SEALED, BARRED).when(allow_posting, BarReason.FORWARDING).then(allowed)
    again = case.given(*SEALED, BARRED, allowed)
    assert again.state.stage is Stage.SEALED
    again.when(hand_to_post, address_version=1).then(POSTING)


def test_a_move_does_not_pass():
    asked = case.given(*READY_TO_GO, MOVED).when(allow_posting, BarReason.MOVED)
    asked.then_refused(NotLiftableError)


def test_what_is_not_barred_needs_no_leave():
    case.given(*READY_TO_GO).when(allow_posting, BarReason.SUSPENDED).then_nothing()
