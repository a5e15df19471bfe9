"""The number of a sealed sheet: every slip of one or two digits is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.guard import holds_individual_number
from issuance.pins.sheets import SheetNumberError, numbered, sheet_id_of, sheet_number

serials = st.integers(0, 99_999_999)


@given(serials)
def test_what_is_printed_is_read_back(serial):
    number = numbered(serial)
    assert sheet_number(f" {number[:4]}-{number[4:]} ") == number
    assert not holds_individual_number(number)


@given(serials, st.integers(0, 9), st.integers(1, 9))
def test_a_wrong_digit_is_refused(serial, place, by):
    number = numbered(serial)
    wrong = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"
    with pytest.raises(SheetNumberError):
        sheet_number(wrong)


@given(serials, st.integers(0, 8))
def test_neighbours_exchanged_are_refused(serial, place):
    number = numbered(serial)
    a, b = number[place], number[place + 1]
    swapped = f"{number[:place]}{b}{a}{number[place + 2 :]}"
    if swapped == number:
        assert sheet_number(swapped) == number
    else:
        with pytest.raises(SheetNumberError):
            sheet_number(swapped)


@pytest.mark.parametrize("text", ["", "12", "A000000098", "00000000980", "²000000098"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(SheetNumberError):
        sheet_number(text)


def test_a_number_is_always_the_same_sheet():
    assert sheet_id_of(numbered(1)) == sheet_id_of(numbered(1)) != sheet_id_of(numbered(2))
