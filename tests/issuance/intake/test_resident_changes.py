from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.intake.resident_changes import (
    Change,
    ResidentChange,
    ResidentChangesRefusedError,
    parse_resident_changes,
)

TODAY = date(2026, 11, 22)
NUMBER = "12345678901234567890123"
ADDRESS = "東京都江戸川区中葛西３丁目２番１号"


def read(text, encoding="utf-8-sig"):
    content = ("申請書ID,異動事由,異動日,郵便番号,住所\r\n" + text).encode(encoding)
    return parse_resident_changes(content, TODAY)


def codes(text):
    with pytest.raises(ResidentChangesRefusedError) as refusal:
        read(text)
    return [(each.line, each.column, each.code) for each in refusal.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_new_address_comes_with_its_postcode(encoding):
    (row,) = read(f"{NUMBER},転居,2026-11-20,134-0083,{ADDRESS}", encoding).rows
    assert row == ResidentChange(
        line=2,
        application_id=NUMBER,
        change=Change.ADDRESS,
        on=date(2026, 11, 20),
        postcode="1340083",
        address=ADDRESS,
    )


@pytest.mark.parametrize(
    ("word", "change"),
    [
        ("転出", Change.MOVED_OUT),
        ("moved-out", Change.MOVED_OUT),
        ("死亡", Change.DIED),
        ("died", Change.DIED),
    ],
)
def test_who_left_has_no_new_address(word, change):
    (row,) = read(f"{NUMBER},{word},2026/11/20,,").rows
    assert (row.change, row.postcode, row.address) == (change, None, None)


def test_english_headings_are_read():
    content = f"application_id,change,on,postcode,address\n{NUMBER},died,2026-11-20,,".encode()
    assert len(parse_resident_changes(content, TODAY).rows) == 1


def test_a_move_out_may_lie_ahead():
    assert read(f"{NUMBER},転出,2026-12-20,,").rows


def test_nothing_changed_is_a_file_too():
    assert read("").rows == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"{NUMBER},死亡,2026-11-23,,", ("on", "day-in-future")),
        (f"{NUMBER},転居,2026-11-20,,{ADDRESS}", ("postcode", "empty")),
        (f"{NUMBER},転居,2026-11-20,1340083,", ("address", "empty")),
        (f"{NUMBER},転出,2026-11-20,,{ADDRESS}", ("address", "not-wanted")),
        (f"{NUMBER},結婚,2026-11-20,,", ("change", "choice-unknown")),
        (f"{NUMBER},転出,2026-11-31,,", ("on", "no-such-date")),
        ("123,転出,2026-11-20,,", ("application_id", "not-23-digits")),
        (f"{NUMBER},転居,2026-11-20,1340083,123456789018", ("address", "individual-number")),
        (f"{NUMBER},転出,2026-11-20", ("", "cells-missing")),
    ],
)
def test_every_problem_is_told_by_line_and_column(line, problem):
    assert codes(line) == [(2, *problem)]


def test_one_person_has_one_change_in_a_file():
    line = f"{NUMBER},転出,2026-11-20,,\r\n"
    assert codes(line + line) == [(3, "application_id", "duplicate")]


@pytest.mark.parametrize("content", [b"", b"\n", b",", b",,\r\n"])
def test_a_file_without_headings_is_refused(content):
    with pytest.raises(ResidentChangesRefusedError) as refusal:
        parse_resident_changes(content, TODAY)
    assert [(each.line, each.code) for each in refusal.value.problems] == [(1, "file-empty")]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with pytest.raises(ResidentChangesRefusedError):
        parse_resident_changes(content, TODAY)
