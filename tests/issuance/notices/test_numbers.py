from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.ledger.guard import holds_individual_number
from issuance.notices.numbers import (
    ALPHABET,
    LENGTH,
    NoticeNumberInvalidError,
    format_notice_number,
    notice_id,
    notice_number,
    parse_notice_number,
)

SECRET = bytes(range(32))
CASE = UUID("17201d12-f8a2-8663-bd48-295e4fdce94b")

secrets = st.binary(min_size=32, max_size=32)
rounds = st.integers(1, 9)
numbers = st.builds(notice_number, secrets, st.uuids(), rounds)
places = st.integers(0, LENGTH - 1)
symbols = st.sampled_from(ALPHABET)


def test_the_same_notice_has_always_the_same_number():
    """Printed letters depend on it: this value never changes."""
    assert notice_number(SECRET, CASE, 1) == "XT9Q2MME86WS"
    assert notice_id("XT9Q2MME86WS") == UUID("e05b57a9-ccb5-5223-830b-0e432648e50d")


def test_round_case_and_secret_make_the_number():
    others = {
        notice_number(SECRET, CASE, 1),
        notice_number(SECRET, CASE, 2),
        notice_number(SECRET, uuid4(), 1),
        notice_number(bytes(32), CASE, 1),
    }
    assert len(others) == 4


def test_a_short_secret_is_no_secret():
    with pytest.raises(ValueError, match="32 bytes"):
        notice_number(b"short", CASE, 1)


@given(numbers)
def test_a_number_reads_back_as_printed(number):
    assert parse_notice_number(number) == number
    assert parse_notice_number(format_notice_number(number)) == number
    assert len(number) == LENGTH
    assert set(number) <= set(ALPHABET)


@given(numbers)
def test_a_number_is_never_taken_for_an_individual_number(number):
    assert not holds_individual_number(format_notice_number(number))


@pytest.mark.parametrize(
    "typed",
    [
        "xt9q-2mme-86ws",
        " XT9Q 2MME 86WS ",
        "ＸＴ９Ｑ－２ＭＭＥ－８６ＷＳ",
        "ｘｔ９ｑ　２ｍｍｅ　８６ｗｓ",
        "XT9Qー2mmeー86ws",
        "XT9Q−2MME‐86WS",
        "XT9Q2MME86WS\r\n",
    ],
)
def test_ways_of_typing_are_forgiven(typed):
    assert parse_notice_number(typed) == "XT9Q2MME86WS"


@given(numbers, places, symbols)
def test_every_single_wrong_symbol_is_noticed(number, place, symbol):
    typed = number[:place] + symbol + number[place + 1 :]
    if typed == number:
        return
    with pytest.raises(NoticeNumberInvalidError):
        parse_notice_number(typed)


@given(numbers, places, places)
def test_every_two_exchanged_symbols_are_noticed(number, one, other):
    typed = list(number)
    typed[one], typed[other] = typed[other], typed[one]
    if "".join(typed) == number:
        return
    with pytest.raises(NoticeNumberInvalidError):
        parse_notice_number("".join(typed))


def test_all_substitutions_and_transpositions_of_one_number():
    number = notice_number(SECRET, CASE, 1)
    wrong = {
        number[:place] + symbol + number[place + 1 :]
        for place in range(LENGTH)
        for symbol in ALPHABET
    } | {
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(LENGTH - 1)
    }
    assert len(wrong - {number}) > 12 * 30
    for typed in wrong - {number}:
        with pytest.raises(NoticeNumberInvalidError):
            parse_notice_number(typed)


@pytest.mark.parametrize("typed", ["", "XT9Q2MME86W", "XT9Q2MME86WSP", "OT9Q2MME86WS", "A" * 10**6])
def test_what_is_no_number_is_refused_without_repeating_it(typed):
    with pytest.raises(NoticeNumberInvalidError) as refusal:
        parse_notice_number(typed)
    assert str(refusal.value) == "notice-number-invalid"


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        number = parse_notice_number(text)
    except NoticeNumberInvalidError:
        return
    assert parse_notice_number(number) == number
