"""The booking site reads notice numbers exactly as the office makes them."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_web.notices.numbers import (
    NumberInvalidError,
    format_number,
    parse_number,
    what_is_wrong,
)
from booking_web.notices.register import birthday_check
from issuance.notices.numbers import (
    ALPHABET,
    NoticeNumberInvalidError,
    format_notice_number,
    notice_number,
    parse_notice_number,
)

SECRET = bytes(32)
numbers = st.builds(
    notice_number, st.just(SECRET), st.uuids(), st.integers(min_value=1, max_value=2)
)


@given(numbers)
def test_what_the_office_makes_is_read(number):
    assert parse_number(number) == number
    assert parse_number(format_number(number)) == number
    assert format_number(number) == format_notice_number(number)


@given(numbers)
def test_as_people_type_it(number):
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in number)
    for typed in (number.lower(), wide, f" {number[:4]} ー {number[4:]}　"):
        assert parse_number(typed) == number


@given(numbers, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(number, place, symbol):
    mistyped = number[:place] + symbol + number[place + 1 :]
    if mistyped != number:
        with pytest.raises(NumberInvalidError):
            parse_number(mistyped)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7H2K-9QXM-4T8", "number-short"),
        ("7H2K-9QXM-4T8WW", "number-long"),
        ("7O2K-9QXM-4T8W", "number-sign-first"),
        ("7H2K-9Q1M-4T8W", "number-sign-second"),
        ("７Ｈ２Ｋ　９ＱＸＭ　４Ｔ８０", "number-sign-third"),
        ("あいう", "number-sign-first"),
    ],
)
def test_what_can_be_seen_of_a_number_is_told(typed, code):
    assert what_is_wrong(typed) == code


@given(numbers, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_of_right_signs_nothing_more_is_told(number, place, symbol):
    assert what_is_wrong(number[:place] + symbol + number[place + 1 :]) == "number-invalid"


@given(st.one_of(st.text(max_size=70), st.text(ALPHABET, min_size=12, max_size=12)))
def test_both_sides_agree_on_anything_typed(text):
    try:
        theirs = parse_notice_number(text)
    except NoticeNumberInvalidError:
        with pytest.raises(NumberInvalidError):
            parse_number(text)
    else:
        assert parse_number(text) == theirs


def test_a_birthday_check_says_nothing_without_its_key():
    number, birthday = notice_number(SECRET, UUID(int=1), 1), date(2000, 1, 2)
    check = birthday_check(b"k" * 32, number, birthday)
    assert len(check) == 32
    assert check != birthday_check(b"l" * 32, number, birthday)
