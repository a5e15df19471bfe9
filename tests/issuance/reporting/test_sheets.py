"""Files read back as other programs read them, with the worst cells anybody could write."""

import csv
from datetime import date
from io import BytesIO, StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from issuance.reporting.sheets import (
    FileFormat,
    Sheet,
    file_of,
    harmless,
    to_cp932,
    to_csv,
    to_xlsx,
)

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A",
    '=HYPERLINK("http://evil.example","x")', '"', "a,b", "x\ny", "'", "http://example.com/",
    "=cmd|' /C calc'!A0",
)  # fmt: skip
SHEET = Sheet(
    name="江戸川区",
    columns=("名前", "=枚数"),
    rows=(*((each, 1) for each in HOSTILE), ("計", -3), (None, 2.5), (date(2026, 11, 30), 0)),
)


def rows_of(content: bytes, encoding: str) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode(encoding), newline="")))


def test_csv_has_a_byte_order_mark_and_no_formula():
    content = to_csv(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = rows_of(content, "utf-8-sig")
    assert head == ["名前", "'=枚数"]
    assert [row[0].removeprefix("'") for row in rows[: len(HOSTILE) - 4]] != []
    for row, typed in zip(rows, HOSTILE, strict=False):
        assert row[0][:1] not in "=+-@\t\r\n＝＋－＠" or row[0] == ""
        assert row[0] in {typed, f"'{typed}"}
    assert rows[-3:] == [["計", "-3"], ["", "2.5"], ["2026-11-30", "0"]]


def test_cp932_is_read_back_and_what_it_lacks_is_a_geta():
    sheet = Sheet(name="s", columns=("字",), rows=(("葛󠄀飾𠮷〜−①㈱髙",), ("=A",)))
    [_, [text], [formula]] = rows_of(to_cp932(sheet), "cp932")
    assert text == "葛〓飾〓～－①㈱髙"
    assert formula == "'=A"


def test_xlsx_keeps_texts_as_texts_and_figures_as_figures():
    book = load_workbook(BytesIO(to_xlsx([SHEET])))
    page = book["江戸川区"]
    for line, typed in enumerate(HOSTILE, start=2):
        cell = page.cell(line, 1)
        assert cell.data_type == "s", typed
        assert cell.hyperlink is None
        assert cell.value.replace("_x000D_", "\r").replace("\r\n", "\n").strip("\r\n") == (
            typed.strip("\r\n")
        )
    assert page.cell(len(HOSTILE) + 2, 2).value == -3
    assert page.cell(1, 2).data_type == "s"
    with_formulas = [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert not with_formulas


@settings(max_examples=60)
@given(st.text(max_size=30))
@example("-")
def test_no_text_at_all_becomes_a_formula(text):
    written = harmless(text)
    assert written.endswith(text)
    assert written[:1] not in set("=+-@\t\r\n＝＋－＠")


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_comes_back_from_csv(text):
    content = to_csv(Sheet(name="s", columns=("a", "b"), rows=((text, 1),)))
    [_, *rows] = rows_of(content, "utf-8-sig")
    assert rows == [[harmless(text), "1"]]
    assert to_cp932(Sheet(name="s", columns=("a",), rows=((text,),)))


def test_each_format_says_what_it_is():
    said = {form: file_of(SHEET, form) for form in FileFormat}
    assert said[FileFormat.CSV].media_type.startswith("text/csv")
    assert said[FileFormat.CSV_CP932].suffix == "csv"
    assert said[FileFormat.XLSX].content.startswith(b"PK")
