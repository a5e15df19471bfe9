"""封入: the right card, today's address, and two people of whom one is fresh."""

from dataclasses import replace

import pytest

from issuance.cases.facts import DeliveryMode
from issuance.cases.posting import CertificatesOnCard, Sealing, seal_envelope
from issuance.cases.refusals import (
    AddressChangedError,
    CardMissingError,
    CertificatesDifferError,
    FourEyesError,
    HolderMovedError,
    MailForwardedError,
    NotMailableError,
    WrongCardError,
    WrongStageError,
)
from issuance.shipments.mail import MailClass
from tests.support.facts import (
    BARRED,
    BOTH_CERTIFICATES,
    BY_POST,
    CLOSING,
    LEAVING,
    MISSED,
    MOVED,
    NO_SIGNATURE,
    OFFICERS,
    OTHER,
    OTHER_SERIAL,
    PINS_GONE,
    PINS_SET,
    PINS_TAKEN,
    READY_FOR_COUNTER,
    READY_TO_GO,
    READY_WITHOUT_PINS,
    RETURNED,
    SEALED,
    SEALERS,
    SERIAL,
    SETTING_BEGUN,
    SHIPMENT,
    VERIFIER,
    case,
    everywhere_but,
)

SEALING = Sealing(
    shipment_id=SHIPMENT,
    card_serial_read=SERIAL,
    certificates=BOTH_CERTIFICATES,
    tracking_number=CLOSING.tracking_number,
    address_version=1,
    sealers=SEALERS,
)


def asked(history, sealing=SEALING):
    return case.given(*history).when(seal_envelope, sealing)


def test_is_allowed_for_a_card_that_is_ready():
    asked(READY_TO_GO).then(CLOSING)


def test_a_card_without_pins_carries_no_signature_certificate():
    asked(READY_WITHOUT_PINS, replace(SEALING, certificates=NO_SIGNATURE)).then(CLOSING)
    asked(READY_WITHOUT_PINS).then_refused(CertificatesDifferError)


@pytest.mark.parametrize(
    "found",
    [
        NO_SIGNATURE,
        CertificatesOnCard(signature=True, authentication=False),
        CertificatesOnCard(signature=False, authentication=False, read_by_chip=True),
    ],
)
def test_is_refused_where_the_chip_carries_other_certificates(found):
    asked(READY_TO_GO, replace(SEALING, certificates=found)).then_refused(CertificatesDifferError)


def test_the_fact_says_when_the_chip_was_read():
    read = replace(BOTH_CERTIFICATES, read_by_chip=True)
    asked(READY_TO_GO, replace(SEALING, certificates=read)).then(
        replace(CLOSING, read_by_chip=True)
    )


@pytest.mark.parametrize("history", [READY_TO_GO, RETURNED])
def test_is_refused_while_something_stands_against_posting(history):
    sealing = replace(SEALING, shipment_id=OTHER, address_checked=True)
    asked((*history, BARRED), sealing).then_refused(MailForwardedError)
    asked((*history, BARRED, MOVED), sealing).then_refused(HolderMovedError)


def test_the_mail_class_is_what_the_holder_chose():
    only = replace(BY_POST, mode=DeliveryMode.ADDRESSEE_ONLY_MAIL)
    history = (*PINS_TAKEN, only, LEAVING, SETTING_BEGUN, PINS_SET, PINS_GONE)
    asked(history).then(replace(CLOSING, mail_class=MailClass.ADDRESSEE_ONLY))


def test_adds_nothing_the_second_time():
    asked(SEALED).then_nothing()


@pytest.mark.parametrize("history", [READY_TO_GO, SEALED])
def test_is_refused_with_another_card_in_hand(history):
    other = replace(SEALING, card_serial_read=OTHER_SERIAL)
    asked(history, other).then_refused(WrongCardError)


def test_is_refused_where_the_holder_comes_for_it():
    asked(READY_FOR_COUNTER).then_refused(NotMailableError)


def test_is_refused_while_the_card_is_searched_for():
    asked((*READY_TO_GO, MISSED)).then_refused(CardMissingError)


@pytest.mark.parametrize(
    "sealers", [("B03", "B03"), OFFICERS, ("B01", VERIFIER), (VERIFIER, VERIFIER)]
)
def test_is_refused_to_those_who_did_everything_before(sealers):
    asked(READY_TO_GO, replace(SEALING, sealers=sealers)).then_refused(FourEyesError)


@pytest.mark.parametrize("sealers", [("B03", "B01"), (VERIFIER, "B03")])
def test_one_of_the_two_may_have_been_there_before(sealers):
    asked(READY_TO_GO, replace(SEALING, sealers=sealers)).then(replace(CLOSING, sealers=sealers))


def test_who_opened_the_pins_before_others_took_over_has_been_there_too():
    others = replace(SETTING_BEGUN, officers=("B07", "B08"))
    history = (*READY_TO_GO[:-2], others, PINS_SET, PINS_GONE)
    asked(history, replace(SEALING, sealers=OFFICERS)).then_refused(FourEyesError)


def test_a_small_venue_may_switch_that_off_and_the_fact_says_so():
    alone = replace(SEALING, sealers=OFFICERS, four_eyes=False)
    asked(READY_TO_GO, alone).then(replace(CLOSING, sealers=OFFICERS, four_eyes=False))


def test_what_came_back_goes_out_again_only_after_the_address_was_checked():
    again = replace(SEALING, shipment_id=OTHER, address_version=2)
    asked(RETURNED, again).then_refused(AddressChangedError)
    checked = replace(again, address_checked=True)
    asked(RETURNED, checked).then(replace(CLOSING, shipment_id=OTHER, address_version=2))


@pytest.mark.parametrize("history", everywhere_but("ready-to-go", "returned"))
def test_is_refused_anywhere_else(history):
    asked(history, replace(SEALING, shipment_id=OTHER)).then_refused(WrongStageError)
