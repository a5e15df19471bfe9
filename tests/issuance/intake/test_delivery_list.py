from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.applicants.person import Person, Sex
from issuance.cases.facts import CaseKind
from issuance.intake.delivery_list import (
    DeliveryListRefusedError,
    DeliveryRow,
    parse_delivery_list,
)
from issuance.intake.problems import Problem
from issuance.intake.words import Flag
from tests.issuance.intake.lists import ENGLISH, GOOD, JAPANESE, card, written

TODAY = date(2026, 11, 22)
INDIVIDUAL_NUMBER = "123456789018"


def read(content):
    return parse_delivery_list(content, TODAY)


def rows(*lines, **how):
    return read(written(lines, **how)).rows


def problems(content):
    with pytest.raises(DeliveryListRefusedError) as refusal:
        read(content)
    assert str(refusal.value) == "delivery-list-refused"
    return list(refusal.value.problems)


def codes(*lines):
    """Of a file that is good but for some cells: (line, column, code)."""
    return [(each.line, each.column, each.code) for each in problems(written(lines))]


def test_a_line_becomes_a_card_and_its_person():
    (row,) = rows(card(former_name="辻\U000e0101", flags="no-signature 車いす"))
    assert row == DeliveryRow(
        line=2,
        application_id="12345678901234567890123",
        card_serial="123456789012345",
        person=Person(
            name="葛城　花子",
            name_kana="カツラギ　ハナコ",
            former_name="辻\U000e0101",
            alias=None,
            birth_on=date(1996, 2, 29),
            sex=Sex.FEMALE,
            postcode="1320021",
            address="東京都江戸川区中央１丁目４番１号",
        ),
        box="EDG2611-0001",
        kind=CaseKind.FIRST,
        expires_on=date(2036, 2, 29),
        applied_on=None,
        old_card_serial=None,
        flags=frozenset({Flag.NO_SIGNATURE, Flag.WHEELCHAIR}),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
@pytest.mark.parametrize("headings", [",".join(GOOD), JAPANESE, JAPANESE.replace(",", "　,")])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_usual_way_of_writing_a_file_is_read(encoding, headings, line_end):
    (row,) = rows(card(name="髙橋　﨑"), headings=headings, encoding=encoding, line_end=line_end)
    assert row.person.name == "髙橋　﨑"


def test_half_width_kana_in_cp932_are_not_taken_for_utf_8():
    (row,) = rows(card(name="SMITH", name_kana="ﾃｱ ﾃｱ"), encoding="cp932")
    assert row.person.name_kana == "ﾃｱ ﾃｱ"


def test_columns_may_stand_in_any_order():
    line = dict(reversed(card().items()))
    assert rows(line, headings=",".join(line)) == rows(card())


def test_the_digest_tells_the_file_again():
    content = written([card()])
    assert read(content).digest == sha256(content).hexdigest()


def test_names_are_kept_as_written():
    names = [
        "葛\U000e0100飾　\U00020bb7",
        "\ufa19谷　渡",
        "邉\U000e0102",
        "O'CONNOR-SMITH JEAN-LUC",
    ]
    kept = rows(*(card(place, name=name) for place, name in enumerate(names)))
    assert [row.person.name for row in kept] == names


def test_a_reading_is_never_made_up():
    (row,) = rows(card(name="NGUYEN THI THANH HUONG", name_kana=""))
    assert row.person.name_kana is None


@pytest.mark.parametrize(
    "text",
    ["1996-02-29", "1996/2/29", "19960229", "1996年2月29日", "１９９６－０２－２９", "1996-2-29"],
)
def test_dates_are_read_in_the_usual_forms(text):
    (row,) = rows(card(birth_date=text))
    assert row.person.birth_on == date(1996, 2, 29)


@pytest.mark.parametrize("text", ["132-0021", "1320021", "〒132-0021", "１３２－００２１"])
def test_postcodes_are_read_however_written(text):
    (row,) = rows(card(postcode=text))
    assert row.person.postcode == "1320021"


def test_numbers_in_full_width_are_numbers():
    (row,) = rows(card(card_serial="１２３４５６７８９０１２３４５"))
    assert row.card_serial == "123456789012345"


def test_empty_lines_of_a_spreadsheet_are_passed_over():
    content = written([card()]) + ("," * 13 + "\r\n").encode() * 3 + b"\r\n"
    assert len(read(content).rows) == 1


def test_a_card_that_ran_out_since_is_no_problem_of_the_list():
    assert rows(card(expires_on="2026-01-01"))


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("application_id", "", "empty"),
        ("application_id", "1234567890123456789012", "not-23-digits"),
        ("application_id", "1.23457E+22", "number-spoiled-by-spreadsheet"),
        ("application_id", "1234567890123456789012x", "not-23-digits"),
        ("application_id", "²2345678901234567890123", "not-23-digits"),
        ("card_serial", "12345678901234", "not-15-digits"),
        ("card_serial", '="123456789012345"', "formula-like"),
        ("name", "", "empty"),
        ("name", "　", "empty"),
        ("name", "あ" * 101, "too-long"),
        ("name", "Z" + "\u0301" * 1000, "too-long"),
        ("name", "=cmd|' /C calc'!A0", "formula-like"),
        ("name", " ＝1+1", "formula-like"),
        ("name", "@SUM(A1)", "formula-like"),
        ("name", "葛城\n花子", "line-break"),
        ("name", "葛城\t花子", "control-character"),
        ("name", "葛城\u202e花子", "invisible-character"),
        ("name", "葛城\u200b花子", "invisible-character"),
        ("name", "\ue000城", "private-character"),
        ("name", "葛城\u2028", "control-character"),
        ("name", "\ufffd城", "character-lost"),
        ("name", INDIVIDUAL_NUMBER, "individual-number"),
        ("name_kana", "葛城　花子", "not-kana"),
        ("former_name", "あ" * 101, "too-long"),
        ("alias", INDIVIDUAL_NUMBER, "individual-number"),
        ("birth_date", "", "empty"),
        ("birth_date", "1999-02-29", "no-such-date"),
        ("birth_date", "2026-13-01", "no-such-date"),
        ("birth_date", "0000-01-01", "no-such-date"),
        ("birth_date", "1950-00-00", "no-such-date"),
        ("birth_date", "29.2.1996", "date-not-read"),
        ("birth_date", "1996-02/29", "date-not-read"),
        ("birth_date", "2026-11-23", "birth-in-future"),
        ("birth_date", "1890-01-01", "birth-too-long-ago"),
        ("sex", "", "empty"),
        ("sex", "x", "choice-unknown"),
        ("postcode", "132002", "postcode-not-read"),
        ("address", "", "empty"),
        ("address", "東" * 201, "too-long"),
        ("address", "中央1-4-1 1234 5678 9018", "individual-number"),
        ("box", "葛城様の箱", "label-not-read"),
        ("box", "A" * 21, "label-not-read"),
        ("kind", "gift", "choice-unknown"),
        ("expires_on", "1990-01-01", "expires-before-birth"),
        ("expires_on", "2096-02-29", "expires-too-late"),
        ("flags", "no-signature blue", "choice-unknown"),
        ("flags", "pinless no-authentication", "flags-contradict"),
        ("flags", "x" * 201, "too-long"),
    ],
)
def test_every_bad_cell_is_told_by_line_and_column(column, cell, code):
    assert codes(card(1), card(2, **{column: cell})) == [(3, column, code)]


@pytest.mark.parametrize("column", GOOD)
def test_an_individual_number_is_refused_wherever_it_stands(column):
    assert (2, column, "individual-number") in codes(card(**{column: INDIVIDUAL_NUMBER}))


def test_all_problems_are_told_at_once_in_the_order_of_lines():
    assert codes(card(1, name="", birth_date="x"), card(2), card(3, sex="?", kind="", box="")) == [
        (2, "birth_date", "date-not-read"),
        (2, "name", "empty"),
        (4, "box", "empty"),
        (4, "kind", "empty"),
        (4, "sex", "choice-unknown"),
    ]


def test_numbers_that_stand_twice_are_told_with_their_first_line():
    twice = problems(written([card(1), card(2), card(1, name="")]))
    assert twice == [
        Problem(line=4, column="application_id", code="duplicate", same_as_line=2),
        Problem(line=4, column="card_serial", code="duplicate", same_as_line=2),
        Problem(line=4, column="name", code="empty"),
    ]


def test_lines_are_counted_as_an_editor_counts_them():
    content = written([card(1, name="葛城\n花子"), card(2, name="")])
    assert [(each.line, each.code) for each in problems(content)] == [
        (2, "line-break"),
        (4, "empty"),
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\n"])
def test_an_empty_file_is_refused(content):
    assert problems(content) == [Problem(line=1, column="", code="file-empty")]


def test_headings_alone_are_no_list():
    assert problems(written([])) == [Problem(line=1, column="", code="no-rows")]


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (written([card()], encoding="utf-16"), 1, "encoding-utf-16"),
        (written([card()]).replace(b",M", b"\0M") + b"\0", 3, "nul-character"),
        (written([card()]) + b"\xff\xfe", 3, "encoding-broken"),
        (written([card()], encoding="utf-8") + b"\x81", 3, "encoding-broken"),
        (written([card()], encoding="cp932") + b"\x81", 3, "encoding-unknown"),
        (b"x" * (32 * 1024 * 1024 + 1), 1, "file-too-large"),
        (written([card()]) + b'"never closed,\r\n1,2', 3, "quotes-broken"),
        (written([card()]) + b'"a"b,c\r\n', 3, "quotes-broken"),
        (written([card()]) + b"x" * 200_000, 3, "quotes-broken"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(content, line, code):
    assert [(each.line, each.code) for each in problems(content)] == [(line, code)]


def test_a_file_in_iso_2022_or_euc_is_refused():
    for encoding in ("euc_jp", "iso2022_jp"):
        assert problems(written([card()], headings=JAPANESE, encoding=encoding))


def test_missing_and_strange_columns_are_told_without_their_text():
    headings = ",".join(GOOD).replace("sex", "hobby").replace("alias", "name")
    told = {(each.line, each.column, each.code) for each in problems(written([], headings))}
    assert told == {
        (1, "#8", "column-unknown"),
        (1, "name", "column-twice"),
        (1, "sex", "column-missing"),
        (1, "alias", "column-missing"),
    }


def test_a_file_without_headings_never_gives_away_its_first_person():
    content = written([card()]).split(b"\r\n", 1)[1]
    told = repr(problems(content))
    for value in GOOD.values():
        assert not value or value not in told


def test_lines_too_short_and_too_long_are_told():
    content = written([card(1)]) + b"1,2,3\r\n" + b"," * 14 + b"x\r\n"
    assert [(each.line, each.code) for each in problems(content)] == [
        (3, "cells-missing"),
        (4, "cells-too-many"),
    ]


def test_too_many_rows_are_not_read_to_the_end():
    line = written([card()]).split(b"\r\n", 1)[1]
    assert problems(written([]) + line * 50_001)[-1].code == "too-many-rows"
    assert [each.code for each in problems(written([]) + b"x\n" * 1_000_000)] == ["too-many-rows"]


def test_a_line_of_commas_is_one_problem():
    assert [each.code for each in problems(b"x" + b"," * 1_000_000)] == ["columns-too-many"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with pytest.raises(DeliveryListRefusedError):
        read(content)


@given(st.lists(st.lists(st.text(max_size=30), min_size=14, max_size=14), min_size=1, max_size=4))
def test_any_cells_are_read_or_refused_without_repeating_them(lines):
    content = written([dict(zip(GOOD, line, strict=True)) for line in lines], encoding="utf-8")
    with pytest.raises(DeliveryListRefusedError) as refusal:
        read(content)
    for problem in refusal.value.problems:
        assert problem.column in {*GOOD, ""}


@given(st.sampled_from(sorted(GOOD)), st.text(max_size=40))
def test_any_single_cell_is_read_or_told_in_its_place(column, cell):
    content = written([card(**{column: cell})], encoding="utf-8")
    try:
        assert len(read(content).rows) == 1
    except DeliveryListRefusedError as refusal:
        places = {(each.line, each.column) for each in refusal.problems}
        assert places <= {(2, column), (2, ""), (2, "expires_on")} or "\0" in cell


def test_ten_thousand_cards_are_read():
    content = written([card(number, flags="no-signature") for number in range(10_000)])
    assert len(read(content).rows) == 10_000


def test_nothing_personal_is_shown_by_repr():
    (row,) = rows(card())
    assert repr(row) == "DeliveryRow(line=2)"


def test_a_list_may_tell_the_day_of_application():
    told = [card(1, applied_on="2026/10/1"), card(2, applied_on="")]
    content = written(told, headings=f"{JAPANESE},申請日")
    found = parse_delivery_list(content, TODAY)
    assert [row.applied_on for row in found.rows] == [date(2026, 10, 1), None]
    assert [row.applied_on for row in parse_delivery_list(written([card()]), TODAY).rows] == [None]


def test_nobody_applied_tomorrow():
    content = written([card(applied_on="2099-01-01")], headings=f"{ENGLISH},applied_on")
    with pytest.raises(DeliveryListRefusedError) as refused:
        parse_delivery_list(content, TODAY)
    assert [(p.column, p.code) for p in refused.value.problems] == [("applied_on", "day-in-future")]


def test_a_renewal_may_name_the_card_it_replaces():
    told = [card(1, old_card_serial="９00000000000017"), card(2, old_card_serial="")]
    content = written(told, headings=f"{JAPANESE},旧カード製造番号")
    found = parse_delivery_list(content, TODAY)
    assert [row.old_card_serial for row in found.rows] == ["900000000000017", None]


def test_an_old_card_is_another_one_and_is_replaced_once():
    old = [card(1, old_card_serial="9" * 15), card(2, old_card_serial="9" * 15)]
    new, short = card(3), card(4, old_card_serial="17")
    new["old_card_serial"] = new["card_serial"]
    with pytest.raises(DeliveryListRefusedError) as refused:
        parse_delivery_list(
            written([*old, new, short], headings=f"{ENGLISH},old_card_serial"), TODAY
        )
    assert [(p.line, p.column, p.code) for p in refused.value.problems] == [
        (3, "old_card_serial", "duplicate"),
        (4, "old_card_serial", "old-card-is-new"),
        (5, "old_card_serial", "not-15-digits"),
    ]
