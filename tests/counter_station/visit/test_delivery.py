"""受渡方法: by post where the rules allow it, else at the counter."""

from counter_station.visit import delivery
from counter_station.visit.facts import DeliveryChosen, PinlessChosen
from counter_station.visit.people import Travel
from counter_station.visit.refusals import MayNotBePostedError, WrongStepError
from issuance.identity.posting import Declaration
from tests.counter_station.visit.history import (
    ADULT,
    ARRIVED,
    CALLED,
    OPENED,
    POSTED,
    SEALED,
    SEEN_LICENCE,
    TODAY,
    VERIFIED,
    verified,
    visit,
)

ALL = tuple(Declaration)
ready = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED)


def chosen(mode, declarations=ALL):
    return {"case_id": ADULT, "mode": mode, "declarations": declarations, "today": TODAY}


def test_by_post_with_the_rule_that_allowed_it():
    ready.when(delivery.choose_delivery, **chosen(Travel.REGISTERED_MAIL)).then(POSTED)


def test_not_by_post_on_one_document_or_with_a_declaration_missing():
    one = visit.given(OPENED, ARRIVED, CALLED, verified(SEEN_LICENCE), SEALED)
    one.when(delivery.choose_delivery, **chosen(Travel.ADDRESSEE_ONLY_MAIL)).then_refused(
        MayNotBePostedError
    )
    ready.when(delivery.choose_delivery, **chosen(Travel.REGISTERED_MAIL, ALL[1:])).then_refused(
        MayNotBePostedError
    )


def test_at_the_counter_always():
    at_counter = DeliveryChosen(case_id=ADULT, mode=Travel.COUNTER, declarations=(), rule="")
    ready.when(delivery.choose_delivery, **chosen(Travel.COUNTER, ())).then(at_counter)


def test_may_be_chosen_differently_until_the_party_leaves():
    decided = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED)
    decided.when(delivery.choose_delivery, **chosen(Travel.REGISTERED_MAIL)).then_nothing()
    at_counter = DeliveryChosen(case_id=ADULT, mode=Travel.COUNTER, declarations=(), rule="")
    decided.when(delivery.choose_delivery, **chosen(Travel.COUNTER, ())).then(at_counter)


def test_not_before_the_pins():
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED).when(
        delivery.choose_delivery, **chosen(Travel.COUNTER)
    ).then_refused(WrongStepError)


def test_a_card_without_pins_needs_no_consent_to_setting_them():
    pinless = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, PinlessChosen(case_id=ADULT))
    without_consent = [each for each in ALL if each is not Declaration.ACCEPTS_PIN_SETTING]
    [fact] = delivery.choose_delivery(
        pinless.state, **chosen(Travel.REGISTERED_MAIL, without_consent)
    )
    assert fact.rule == "MAIL/A1B1"
