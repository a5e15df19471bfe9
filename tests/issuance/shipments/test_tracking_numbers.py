"""お問い合わせ番号: eleven digits, the last of them a check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.guard import holds_individual_number
from issuance.shipments.mail import MailClass
from issuance.shipments.tracking import (
    TrackingCheckDigitError,
    TrackingLengthError,
    TrackingLooksPersonalError,
    TrackingNumberError,
    as_printed,
    fits_kind,
    parse_tracking_number,
)

NUMBER = "12345678903"
"""Ten digits and 3: 1234567890 leaves 3 when divided by 7."""


def test_the_number_is_kept_as_eleven_digits():
    assert int(NUMBER[:10]) % 7 == int(NUMBER[10])
    assert parse_tracking_number(NUMBER) == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "123-45-67890-3",
        " 123 45 67890 3\n",
        "１２３４５６７８９０３",
        "123―45−67890ー3",
        "１２３－４５－６７８９０　３",
    ],
)
def test_it_may_be_written_as_people_write_it(text):
    assert parse_tracking_number(text) == NUMBER


@pytest.mark.parametrize("text", ["", "1234567890", "1234567890123", "1234567890X", "¹2345678903"])
def test_anything_else_is_refused(text):
    with pytest.raises(TrackingLengthError):
        parse_tracking_number(text)


def test_the_published_example_passes():
    assert parse_tracking_number("131-12-38385-2") == "13112383852"


def test_parcels_and_packs_have_twelve_digits():
    assert int("12345678901") % 7 == 3
    assert parse_tracking_number("1234-5678-9013") == "123456789013"
    with pytest.raises(TrackingCheckDigitError):
        parse_tracking_number("123456789012")


def test_twelve_digits_that_could_be_a_persons_number_are_not_taken():
    """The ledger would refuse the fact; another label is at hand."""
    assert int("10000000001") % 7 == 5
    assert holds_individual_number("100000000015") is False
    personal = next(
        f"{first}{first % 7}"
        for first in range(10_000_000_000, 10_000_001_000)
        if holds_individual_number(f"{first}{first % 7}")
    )
    with pytest.raises(TrackingLooksPersonalError):
        parse_tracking_number(personal)


@pytest.mark.parametrize(
    ("number", "kind", "fits"),
    [
        ("34567890125", MailClass.SIMPLIFIED_REGISTERED, True),
        ("40000000002", MailClass.SIMPLIFIED_REGISTERED, True),
        ("13112383852", MailClass.SIMPLIFIED_REGISTERED, False),
        ("13112383852", MailClass.ADDRESSEE_ONLY, True),
        ("34567890125", MailClass.ADDRESSEE_ONLY, False),
        ("123456789013", MailClass.SIMPLIFIED_REGISTERED, False),
    ],
)
def test_the_first_digit_says_what_the_envelope_is(number, kind, fits):
    assert fits_kind(number, kind) is fits


def test_it_is_printed_with_the_labels_hyphens():
    assert as_printed(NUMBER) == "123-45-67890-3"
    assert as_printed("123456789013") == "1234-5678-9013"


@given(st.integers(0, 10**10 - 1), st.integers(1, 9))
def test_a_wrong_check_digit_is_refused(first, slip):
    right = first % 7
    assert parse_tracking_number(f"{first:010}{right}") == f"{first:010}{right}"
    with pytest.raises(TrackingCheckDigitError):
        parse_tracking_number(f"{first:010}{(right + slip) % 10}")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        assert len(parse_tracking_number(text)) in (11, 12)
    except TrackingNumberError as refusal:
        assert str(refusal) == refusal.code  # noqa: PT017 - nothing of the text is repeated
