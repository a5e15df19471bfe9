"""受渡方法: by post only where every rule of posting holds."""

from dataclasses import replace

import pytest

from issuance.cases.counter import choose_delivery
from issuance.cases.facts import DeliveryChosen, DeliveryMode
from issuance.cases.refusals import NotMailableError, WrongStageError
from issuance.identity.chip import Attribute, ChipCheck, Opened
from issuance.identity.documents import DocumentKind
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from tests.support.facts import (
    AT_COUNTER,
    BY_POST,
    CHECKED_IN,
    LICENCE,
    PINLESS,
    PINS_TAKEN,
    SEALING_PINS,
    TO_BE_POSTED,
    VERIFIED,
    VERIFYING,
    VISITED_ON,
    case,
    everywhere_but,
)

ALL = tuple(Declaration)
MAIL = (DeliveryMode.REGISTERED_MAIL, DeliveryMode.ADDRESSEE_ONLY_MAIL)


def asked(history, mode=DeliveryMode.REGISTERED_MAIL, declarations=ALL):
    return case.given(*history).when(
        choose_delivery, mode=mode, declarations=declarations, today=VISITED_ON
    )


def showing(*documents, then=(SEALING_PINS,)):
    return (*CHECKED_IN, replace(VERIFYING, documents=documents), *then)


@pytest.mark.parametrize("mode", MAIL)
def test_by_post_where_all_is_declared_and_the_documents_suffice(mode):
    asked(PINS_TAKEN, mode).then(DeliveryChosen(mode=mode, declarations=ALL))


def test_at_the_counter_nothing_has_to_be_declared():
    asked(PINS_TAKEN, DeliveryMode.COUNTER, ()).then(AT_COUNTER)


def test_adds_nothing_the_second_time():
    asked(TO_BE_POSTED).then_nothing()


def test_may_be_changed_before_the_holder_leaves():
    asked(TO_BE_POSTED, DeliveryMode.COUNTER, ()).then(AT_COUNTER)
    asked((*PINS_TAKEN, AT_COUNTER)).then(BY_POST)


@pytest.mark.parametrize("mode", MAIL)
@pytest.mark.parametrize("left_out", Declaration)
def test_not_by_post_where_anything_is_left_undeclared(mode, left_out):
    declared = [each for each in ALL if each is not left_out]
    asked(PINS_TAKEN, mode, declared).then_refused(NotMailableError)


def test_a_card_without_pins_needs_no_consent_to_setting_them():
    declared = tuple(each for each in ALL if each is not Declaration.ACCEPTS_PIN_SETTING)
    expected = DeliveryChosen(mode=DeliveryMode.REGISTERED_MAIL, declarations=declared)
    asked((*VERIFIED, PINLESS), declarations=declared).then(expected)


def test_one_document_proves_enough_for_the_counter_but_not_for_the_post():
    asked(showing(LICENCE)).then_refused(NotMailableError)


def test_one_card_whose_chip_the_holder_opened_is_enough():
    read = DocumentSeen(
        kind=DocumentKind.MY_NUMBER_CARD, holder=LICENCE.holder, chip=ChipCheck(opened=Opened.PIN)
    )
    asked(showing(read)).then(BY_POST)


def test_a_chip_with_another_address_keeps_the_card_at_the_counter():
    chip = ChipCheck(opened=Opened.PIN, differing=(Attribute.ADDRESS,))
    moved = DocumentSeen(kind=DocumentKind.MY_NUMBER_CARD, holder=LICENCE.holder, chip=chip)
    asked(showing(moved)).then_refused(NotMailableError)


@pytest.mark.parametrize("history", everywhere_but("pins-taken", "delivery-chosen"))
def test_is_refused_anywhere_else(history):
    asked(history, DeliveryMode.COUNTER, ()).then_refused(WrongStageError)
