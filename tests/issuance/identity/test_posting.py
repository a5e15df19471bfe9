"""郵送できるか: when the card may travel by post."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.identity.chip import Attribute, ChipCheck, ChipSignature, Opened
from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder
from issuance.identity.posting import CounterOnly, Declaration, MayBePosted, may_be_posted
from issuance.identity.shown import ShownDocument

TODAY = date(2026, 11, 22)
ALL = frozenset(Declaration)
LICENCE, PASSPORT = ShownDocument(kind=K.DRIVERS_LICENCE), ShownDocument(kind=K.PASSPORT)
INSURANCE = ShownDocument(kind=K.ELIGIBILITY_CERTIFICATE)
PENSION = ShownDocument(kind=K.PENSION_BOOK)
NOTIFICATION = ShownDocument(kind=K.NOTIFICATION_CARD)


def chip_read(kind=K.MY_NUMBER_CARD, **more):
    return ShownDocument(kind=kind, chip=ChipCheck(**{"opened": Opened.PIN, **more}))


CHIP_READ = chip_read()


@pytest.mark.parametrize(
    ("documents", "rule"),
    [
        ([CHIP_READ], "MAIL/A1-CHIP"),
        ([LICENCE, PASSPORT], "MAIL/A2"),
        ([LICENCE, INSURANCE], "MAIL/A1B1"),
        ([LICENCE, NOTIFICATION], "MAIL/A1B1"),
        ([NOTIFICATION, INSURANCE, PENSION], "MAIL/N1B2"),
    ],
)
def test_is_allowed_with_these_documents(documents, rule):
    assert may_be_posted(ALL, documents, today=TODAY) == MayBePosted(rule=rule)


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [LICENCE],
        [ShownDocument(kind=K.MY_NUMBER_CARD)],
        [INSURANCE, PENSION],
        [NOTIFICATION, INSURANCE],
        [LICENCE, ShownDocument(kind=K.PASSPORT, holder=Holder.REPRESENTATIVE)],
        [LICENCE, ShownDocument(kind=K.PASSPORT, expires_on=date(2026, 11, 21))],
        [chip_read(K.PENSION_BOOK)],
        [chip_read(K.RESIDENCE_CARD, opened=Opened.PRINTED_NUMBER)],
        [chip_read(K.PASSPORT, opened=Opened.MRZ)],
        [chip_read(signature=ChipSignature.FAILED)],
    ],
)
def test_is_refused_with_these(documents):
    refused = CounterOnly(undeclared=(), documents_fall_short=True)
    assert may_be_posted(ALL, documents, today=TODAY) == refused


@pytest.mark.parametrize("missing", Declaration)
def test_is_refused_while_one_declaration_is_missing(missing):
    answer = may_be_posted(ALL - {missing}, [LICENCE, PASSPORT], today=TODAY)
    assert answer == CounterOnly(undeclared=(missing,), documents_fall_short=False)


def test_a_pinless_card_needs_no_consent_to_setting_pins():
    declared = ALL - {Declaration.ACCEPTS_PIN_SETTING}
    answer = may_be_posted(declared, [LICENCE, PASSPORT], today=TODAY, pinless=True)
    assert answer == MayBePosted(rule="MAIL/A2")


def test_a_chip_with_another_address_keeps_the_card_at_the_counter():
    moved = chip_read(differing=(Attribute.ADDRESS,))
    answer = may_be_posted(ALL, [moved, LICENCE, PASSPORT], today=TODAY)
    assert answer == CounterOnly(undeclared=(), documents_fall_short=False, address_differs=True)


def test_another_name_on_a_chip_says_nothing_of_where_the_post_goes():
    renamed = chip_read(differing=(Attribute.NAME,), matched=(Attribute.ADDRESS,))
    assert may_be_posted(ALL, [renamed], today=TODAY) == MayBePosted(rule="MAIL/A1-CHIP")


shown = st.builds(
    ShownDocument,
    kind=st.sampled_from(K),
    holder=st.sampled_from(Holder),
    chip=st.none() | st.builds(ChipCheck, opened=st.sampled_from(Opened)),
)


@given(
    declared=st.sets(st.sampled_from(Declaration)),
    had=st.lists(shown, max_size=6),
    more=st.lists(shown, max_size=4),
)
def test_another_document_never_makes_it_worse(declared, had, more):
    if isinstance(may_be_posted(declared, had, today=TODAY), MayBePosted):
        assert isinstance(may_be_posted(declared, [*had, *more], today=TODAY), MayBePosted)
