"""What counts on the day, and what facts keep of it."""

from datetime import date

import pytest

from issuance.identity.chip import Attribute, ChipCheck, Opened
from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder, expires
from issuance.identity.shown import (
    DocumentSeen,
    Look,
    ShownDocument,
    Validity,
    address_differs,
    as_shown,
    look_at,
    seen,
    with_chips,
)
from issuance.ledger.facts import Json

TODAY = date(2026, 11, 22)
EXPIRED_LATELY, EXPIRED_LONG_AGO = date(2026, 9, 22), date(2026, 9, 21)


@pytest.mark.parametrize(
    ("kind", "expires_on", "renewal_pending", "counts"),
    [
        (K.RESIDENCE_CARD, TODAY, False, True),
        (K.RESIDENCE_CARD, EXPIRED_LATELY, False, False),
        (K.RESIDENCE_CARD, EXPIRED_LATELY, True, True),
        (K.RESIDENCE_CARD, EXPIRED_LONG_AGO, True, False),
        (K.DRIVERS_LICENCE, EXPIRED_LATELY, True, False),
        (K.DRIVERS_LICENCE, None, False, True),
    ],
)
def test_the_last_day_counts_and_a_pending_residence_card_two_months_more(
    kind, expires_on, renewal_pending, counts
):
    document = ShownDocument(kind=kind, expires_on=expires_on, renewal_pending=renewal_pending)
    assert document.counts(TODAY) is counts


@pytest.mark.parametrize("validity", [Validity.EXPIRED, Validity.WRONG_ISSUE])
def test_what_the_clerk_saw_to_be_out_of_date_counts_for_nothing(validity):
    assert not ShownDocument(kind=K.PASSPORT, validity=validity).counts(TODAY)


def test_which_date_the_clerk_looks_at():
    assert look_at(K.DRIVERS_LICENCE) is Look.EXPIRY
    assert look_at(K.DRIVING_HISTORY) is Look.ISSUED_FROM_2012
    assert look_at(K.GUARDIANSHIP_CERTIFICATE) is Look.ISSUED_LATELY
    assert look_at(K.PENSION_BOOK) is None
    assert all(look_at(kind) is Look.EXPIRY for kind in K if expires(kind))


def test_no_date_is_kept_only_that_it_was_over():
    shown = ShownDocument(kind=K.PASSPORT, expires_on=EXPIRED_LATELY)
    kept = DocumentSeen(kind=K.PASSPORT, holder=Holder.APPLICANT, validity=Validity.EXPIRED)
    assert seen([shown], TODAY) == (kept,)
    assert not as_shown([kept])[0].counts(TODAY)


def test_an_address_differs_only_where_the_applicants_own_chip_says_so():
    chip = ChipCheck(opened=Opened.PIN, differing=(Attribute.ADDRESS,))
    own = ShownDocument(kind=K.MY_NUMBER_CARD, chip=chip)
    mothers = ShownDocument(kind=K.MY_NUMBER_CARD, chip=chip, holder=Holder.REPRESENTATIVE)
    assert address_differs([own])
    assert not address_differs([mothers, ShownDocument(kind=K.PASSPORT)])


def test_documents_of_the_first_version_are_lifted():
    before: dict[str, Json] = {"case_id": "1", "documents": [
        {"kind": "passport", "holder": "applicant", "chip_read_with_pin": False},
        {"kind": "my-number-card", "holder": "applicant", "chip_read_with_pin": True},
    ]}  # fmt: skip
    assert with_chips(before) == {"case_id": "1", "documents": [
        {"kind": "passport", "holder": "applicant"},
        {
            "kind": "my-number-card",
            "holder": "applicant",
            "chip": {"opened": "pin", "signature": "not-verified"},
        },
    ]}  # fmt: skip
