"""The ministry's layout, and small counts that nobody can work out."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.applicants.groups import UNKNOWN, Group, group_of
from issuance.applicants.person import Sex
from issuance.reporting.ministry import LEFT_OUT, Municipality, by_age_and_sex, of_municipality
from issuance.reporting.small_cells import NOBODY, left_out

ON = date(2026, 10, 31)
WARD = Municipality(
    prefecture="東京都", name="江戸川区", code="131237", population=689_739,
    population_on=date(2026, 1, 1),
)  # fmt: skip


def test_the_municipalitys_row_has_the_published_columns():
    sheet = of_municipality(WARD, issued=410_659, on=ON)
    assert sheet.columns == (
        "算出基準日", "都道府県名", "市区町村名", "総数（人口）", "交付枚数",
        "人口に対する交付枚数率", "人口算出基準日", "交付件数基準日", "団体コード",
    )  # fmt: skip
    assert sheet.rows == (
        (ON, "東京都", "江戸川区", 689_739, 410_659, 59.5, date(2026, 1, 1), ON, "131237"),
    )


def test_without_a_population_there_is_no_rate():
    unknown = Municipality(
        prefecture="東京都", name="x", code="1", population=None, population_on=None
    )
    [row] = of_municipality(unknown, issued=5, on=ON).rows
    assert row[3:7] == (None, 5, None, None)


def test_bands_are_of_five_years_by_the_age_of_that_day():
    def band(born: date) -> int | None:
        return group_of(born, Sex.FEMALE, ON).age_from

    assert band(date(2021, 11, 1)) == 0  # five tomorrow
    assert band(date(2021, 10, 31)) == 5
    assert band(date(1926, 10, 31)) == band(date(1910, 1, 1)) == 100
    assert band(date(2026, 12, 1)) == 0


def test_the_table_by_age_and_sex_adds_up():
    counts = {
        Group(age_from=20, sex=Sex.FEMALE): 30,
        Group(age_from=20, sex=Sex.MALE): 20,
        Group(age_from=100, sex=Sex.NOT_STATED): 1,
        UNKNOWN: 2,
    }
    sheet = by_age_and_sex(WARD, counts, on=ON, limit=NOBODY)
    rows = {row[4]: row[5:] for row in sheet.rows}
    assert len(sheet.rows) == 23
    assert rows["20〜24歳"] == (20, 30, 0, 50)
    assert rows["100歳以上"] == (0, 0, 1, 1)
    assert rows["不明"] == (0, 0, 2, 2)
    assert rows["計"] == (20, 30, 3, 53)
    hidden = by_age_and_sex(WARD, counts, on=ON, limit=10)
    shown = {row[4]: row[5:] for row in hidden.rows}
    assert shown["100歳以上"][2:] == (LEFT_OUT, LEFT_OUT)
    assert shown["20〜24歳"][3] == 50


@settings(max_examples=120)
@given(
    st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=8),
    st.integers(1, 12),
)
def test_nothing_small_is_shown_and_no_sum_gives_one_away(figures, limit):
    rows = [*figures, [sum(column) for column in zip(*figures, strict=True)]]
    table = [[*row, sum(row)] for row in rows]
    hidden = left_out(table, limit=limit)
    lines = [[(r, c) for c in range(4)] for r in range(len(table))]
    lines += [[(r, c) for r in range(len(table))] for c in range(4)]
    for r, row in enumerate(table):
        for c, n in enumerate(row):
            assert n == 0 or n >= limit or (r, c) in hidden
    assert all(sum(each in hidden for each in line) != 1 for line in lines)
    if limit == NOBODY:
        assert not hidden
