"""設定の確認: an uncertain card is settled by a reading of two officers, and never posted."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from issuance.cases import facts as f
from issuance.cases.facts import (
    CardCheckBegun,
    CardChecked,
    CardUnusable,
    HolderAskedAgain,
    Seen,
)
from issuance.cases.pin_setting import begin_setting
from issuance.cases.posting import hand_over, hand_to_post, seal_envelope, stop_posting
from issuance.cases.quarantine import (
    Reading,
    begin_check,
    expire_pins,
    give_up_card,
    record_check,
)
from issuance.cases.refusals import (
    CardMissingError,
    CardUnusableError,
    FourEyesError,
    NotCheckedError,
    OtherEnvelopeError,
    WrongStageError,
)
from issuance.cases.state import Stage, VoidBecause
from issuance.pins.references import PIN_FILES
from tests.issuance.cases.test_sealing_an_envelope import SEALING
from tests.support.facts import (
    AWAITING_PINS,
    ENVELOPE,
    MISSED,
    OFFICERS,
    OTHER,
    PINS_TAKEN,
    SERIAL,
    SETTING,
    SETTING_BEGUN,
    TO_BE_POSTED,
    UNCERTAIN,
    UNCERTAINTY,
    VERIFIER,
    case,
    everywhere_but,
)

COME_BY = date(2027, 3, 1)
BEGUN = CardCheckBegun(officers=OFFICERS)
CHECKING = (*UNCERTAIN, BEGUN)
NAMES = tuple(file.reference.value for file in PIN_FILES)
FULL = tuple(file.full_tries for file in PIN_FILES)
EXPIRED = f.PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="expired")
ASKED = HolderAskedAgain(envelope_id=ENVELOPE, come_by=COME_BY)
SET = f.PinsSet(envelope_id=ENVELOPE, references=NAMES)
GONE = f.PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="set")
expire = partial(expire_pins, envelope_id=ENVELOPE, come_by=COME_BY)


def told(*seen: Seen, tries=FULL) -> CardChecked:
    return CardChecked(references=NAMES, seen=seen, tries=tries)


def reading(checked: CardChecked):
    read = zip(checked.references, checked.seen, checked.tries, strict=True)
    found = {name: Reading(seen=seen, tries=left) for name, seen, left in read}
    return partial(record_check, envelope_id=ENVELOPE, read=found, come_by=COME_BY)


ALL_SET = told(*[Seen.SET] * 5)
UNTOUCHED = told(*[Seen.UNTOUCHED] * 5)
HALF = told(Seen.SET, Seen.SET, Seen.UNTOUCHED, Seen.UNTOUCHED, Seen.UNTOUCHED)
LOST = told(Seen.SET, Seen.UNKNOWN, *[Seen.UNTOUCHED] * 3, tries=(3, 1, 3, 3, 5))


@pytest.mark.parametrize("history", [UNCERTAIN, CHECKING, (*CHECKING, LOST), (*UNCERTAIN, EXPIRED)])
def test_is_never_posted_nor_handed_over_from_there(history):
    """Whatever else is asked of it: no envelope, no post, no counter."""
    stands = case.given(*history)
    assert stands.state.stage is Stage.UNCERTAIN
    stands.when(seal_envelope, sealing=replace(SEALING, four_eyes=False)).then_refused(
        WrongStageError
    )
    stands.when(hand_to_post, address_version=1).then_refused(WrongStageError)
    stands.when(stop_posting, reason="any").then_refused(WrongStageError)
    stands.when(hand_over, card_serial_read=SERIAL, rule="SELF_N/A1").then_refused(WrongStageError)


def test_two_officers_who_may_set_pins_read_it():
    uncertain = case.given(*UNCERTAIN)
    uncertain.when(begin_check, officers=OFFICERS).then(BEGUN)
    case.given(*CHECKING).when(begin_check, officers=OFFICERS[::-1]).then_nothing()
    for officers in (("B01", "B01"), (VERIFIER, "B02")):
        uncertain.when(begin_check, officers=officers).then_refused(FourEyesError)
    alone = partial(begin_check, officers=(VERIFIER, VERIFIER), four_eyes=False)
    uncertain.when(alone).then(CardCheckBegun(officers=(VERIFIER, VERIFIER), four_eyes=False))
    case.given(*UNCERTAIN, MISSED).when(begin_check, officers=OFFICERS).then_refused(
        CardMissingError
    )
    assert case.given(*CHECKING).state.openers >= set(OFFICERS)


@pytest.mark.parametrize("history", everywhere_but("uncertain"))
def test_no_other_card_is_read_for_this(history):
    with pytest.raises(WrongStageError):
        begin_check(case.given(*history).state, officers=OFFICERS)


def test_a_card_found_whole_goes_on_and_its_sealed_pins_go():
    case.given(*CHECKING).when(reading(ALL_SET)).then(ALL_SET, SET, GONE)
    done = case.given(*CHECKING, ALL_SET, SET, GONE)
    assert done.state.stage is Stage.READY_TO_GO
    done.when(reading(ALL_SET)).then_nothing()


@pytest.mark.parametrize("found", [HALF, LOST, UNTOUCHED])
def test_anything_else_stays_apart_and_may_be_set_again(found):
    case.given(*CHECKING).when(reading(found)).then(found)
    stands = case.given(*CHECKING, found)
    assert stands.state.stage is Stage.UNCERTAIN
    stands.when(begin_setting, officers=OFFICERS).then(SETTING_BEGUN)


def test_full_tries_are_part_of_being_whole():
    nearly = replace(ALL_SET, tries=(2, *FULL[1:]))
    case.given(*CHECKING).when(reading(nearly)).then(nearly)


def test_only_what_was_begun_is_reported_and_for_this_envelope():
    case.given(*UNCERTAIN).when(reading(ALL_SET)).then_refused(NotCheckedError)
    other = partial(record_check, envelope_id=OTHER, read={}, come_by=COME_BY)
    case.given(*CHECKING).when(other).then_refused(OtherEnvelopeError)


def test_a_card_nobody_can_know_is_given_up_by_two_after_a_reading():
    unusable = CardUnusable(officers=OFFICERS)
    gone = f.PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="voided")
    case.given(*CHECKING, LOST).when(give_up_card, officers=OFFICERS).then(unusable, gone)
    void = case.given(*CHECKING, LOST, unusable, gone)
    assert (void.state.stage, void.state.void_because) == (Stage.VOID, VoidBecause.UNUSABLE)
    void.when(give_up_card, officers=OFFICERS).then_nothing()
    void.when(begin_setting, officers=OFFICERS).then_refused(CardUnusableError)
    for history in (UNCERTAIN, CHECKING, (*CHECKING, UNTOUCHED)):
        case.given(*history).when(give_up_card, officers=OFFICERS).then_refused(NotCheckedError)
    alone = partial(give_up_card, officers=("B01", "B01"))
    case.given(*CHECKING, LOST).when(alone).then_refused(FourEyesError)


@pytest.mark.parametrize("history", [PINS_TAKEN, TO_BE_POSTED, AWAITING_PINS])
def test_expired_pins_of_an_untouched_card_ask_the_holder_to_come_again(history):
    case.given(*history).when(expire).then(EXPIRED, ASKED)
    again = case.given(*history, EXPIRED, ASKED)
    assert again.state.stage is Stage.NOTIFIED
    assert again.state.pickup_deadline == COME_BY
    assert (again.state.envelope, again.state.identity, again.state.delivery) == (None, None, None)
    assert not again.state.openers
    again.when(expire).then_nothing()


def test_expired_pins_of_a_begun_card_leave_it_apart():
    case.given(*SETTING).when(expire).then(EXPIRED, UNCERTAINTY)
    case.given(*UNCERTAIN).when(expire).then(EXPIRED)
    without = (*UNCERTAIN, EXPIRED)
    case.given(*without).when(begin_setting, officers=OFFICERS).then_refused(OtherEnvelopeError)
    case.given(*without, BEGUN).when(reading(UNTOUCHED)).then(UNTOUCHED, ASKED)
    case.given(*without, BEGUN).when(reading(LOST)).then(LOST)


@pytest.mark.parametrize(
    "history", everywhere_but("pins-taken", "delivery-chosen", "awaiting-pins", "setting")
)
def test_nothing_expires_where_no_sealed_pins_are(history):
    state = case.given(*history).state
    assert all(isinstance(each, f.PinEnvelopeDestroyed) for each in expire(state))
