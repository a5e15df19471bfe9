"""お問い合わせ番号: eleven digits, the last of them a check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.shipments.mail import TrackingNumberError, parse_tracking_number

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


@pytest.mark.parametrize("text", ["", "1234567890", "123456789012", "1234567890X", "¹2345678903"])
def test_anything_else_is_refused(text):
    with pytest.raises(TrackingNumberError):
        parse_tracking_number(text)


@given(st.integers(0, 10**10 - 1), st.integers(1, 9))
def test_a_wrong_check_digit_is_refused(first, slip):
    right = first % 7
    assert parse_tracking_number(f"{first:010}{right}") == f"{first:010}{right}"
    with pytest.raises(TrackingNumberError):
        parse_tracking_number(f"{first:010}{(right + slip) % 10}")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        assert len(parse_tracking_number(text)) == 11
    except TrackingNumberError as refusal:
        assert str(refusal) == "tracking-number"  # noqa: PT017 - nothing of the text is repeated
