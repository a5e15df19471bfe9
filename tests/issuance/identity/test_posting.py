"""郵送できるか: when the card may travel by post."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder, ShownDocument
from issuance.identity.posting import CounterOnly, Declaration, MayBePosted, may_be_posted

TODAY = date(2026, 11, 22)
ALL = frozenset(Declaration)
LICENCE, PASSPORT = ShownDocument(kind=K.DRIVERS_LICENCE), ShownDocument(kind=K.PASSPORT)
INSURANCE = ShownDocument(kind=K.ELIGIBILITY_CERTIFICATE)
PENSION = ShownDocument(kind=K.PENSION_BOOK)
NOTIFICATION = ShownDocument(kind=K.NOTIFICATION_CARD)
CHIP_READ = ShownDocument(kind=K.MY_NUMBER_CARD, chip_read_with_pin=True)


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
        [ShownDocument(kind=K.PENSION_BOOK, chip_read_with_pin=True)],
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


shown = st.builds(
    ShownDocument,
    kind=st.sampled_from(K),
    holder=st.sampled_from(Holder),
    chip_read_with_pin=st.booleans(),
)


@given(
    declared=st.sets(st.sampled_from(Declaration)),
    had=st.lists(shown, max_size=6),
    more=st.lists(shown, max_size=4),
)
def test_another_document_never_makes_it_worse(declared, had, more):
    if isinstance(may_be_posted(declared, had, today=TODAY), MayBePosted):
        assert isinstance(may_be_posted(declared, [*had, *more], today=TODAY), MayBePosted)
