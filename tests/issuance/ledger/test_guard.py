"""個人番号: recognised in any text, so that it is never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.guard import holds_individual_number

WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
ELEVEN = st.lists(st.integers(0, 9), min_size=11, max_size=11)


def with_check_digit(digits):
    """By the ordinance's own words: the rest of 11, and 0 where that gives two digits."""
    check = 11 - sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
    return "".join(map(str, [*digits, check if check < 10 else 0]))


@given(ELEVEN, st.sampled_from(["", " ", "-", "－", "ー", "・", "."]))
def test_every_valid_number_is_recognised_however_grouped(digits, separator):
    number = with_check_digit(digits)
    grouped = separator.join((number[:4], number[4:8], number[8:]))
    assert holds_individual_number(f"私の番号 {grouped} です")


@given(ELEVEN, st.integers(1, 9))
def test_a_wrong_check_digit_is_none(digits, slip):
    number = with_check_digit(digits)
    wrong = number[:11] + str((int(number[11]) + slip) % 10)
    assert not holds_individual_number(wrong)


@pytest.mark.parametrize(
    "text", ["", "03-5662-1234", "2026-11-22", "3847-5678-9012-3456-7890", "K01", "A-03"]
)
def test_what_people_usually_write_is_none(text):
    assert not holds_individual_number(text)


@given(st.text())
def test_any_text_can_be_asked(text):
    assert holds_individual_number(text) in (True, False)
