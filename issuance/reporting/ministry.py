"""総務省の月次の様式: cards issued of a municipality, and the same by age band and sex.

Columns of the municipalities' table as the ministry publishes it (domain.md 17). Only counts come
in here: ages and sexes are worked out in `issuance.applicants`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from issuance.applicants.groups import BANDS, OLDEST_BAND, Group
from issuance.applicants.person import Sex
from issuance.reporting.sheets import Cell, Sheet
from issuance.reporting.small_cells import left_out

LEFT_OUT: Final = "X"
"""秘匿, as in the tables of official statistics."""
_SEXES: Final = (Sex.MALE, Sex.FEMALE, Sex.NOT_STATED)
_MUNICIPALITY: Final = (
    "算出基準日",
    "都道府県名",
    "市区町村名",
    "総数（人口）",
    "交付枚数",
    "人口に対する交付枚数率",
    "人口算出基準日",
    "交付件数基準日",
    "団体コード",
)
_PEOPLE: Final = (
    "算出基準日",
    "都道府県名",
    "市区町村名",
    "団体コード",
    "年齢階級",
    "男",
    "女",
    "性別の記載なし",
    "計",
)


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """Of which ward the counts are. `population` is None where the ward did not say."""

    prefecture: str
    name: str
    code: str
    population: int | None
    population_on: date | None


def of_municipality(ward: Municipality, *, issued: int, on: date) -> Sheet:
    """One row, as of the end of the day *on*."""
    rate = round(100 * issued / ward.population, 1) if ward.population else None
    row: tuple[Cell, ...] = (
        *(on, ward.prefecture, ward.name, ward.population, issued, rate),
        *(ward.population_on, on, ward.code),
    )
    return Sheet(name="市区町村別", columns=_MUNICIPALITY, rows=(row,))


def by_age_and_sex(
    ward: Municipality, counts: Mapping[Group, int], *, on: date, limit: int
) -> Sheet:
    """A row for each five years of age and one of sums; counts below *limit* are left out."""
    bands: list[int | None] = [*BANDS]
    if any(group.age_from is None for group in counts):
        bands.append(None)
    figures = [[counts.get(Group(age_from=b, sex=s), 0) for s in _SEXES] for b in bands]
    figures.append([sum(column) for column in zip(*figures, strict=True)])
    table = [[*row, sum(row)] for row in figures]
    hidden = left_out(table, limit=limit)
    names = [*map(_band, bands), "計"]
    rows = tuple(
        (
            *(on, ward.prefecture, ward.name, ward.code, name),
            *(LEFT_OUT if (n, m) in hidden else count for m, count in enumerate(row)),
        )
        for n, (name, row) in enumerate(zip(names, table, strict=True))
    )
    return Sheet(name="年齢・性別", columns=_PEOPLE, rows=rows)


def _band(age_from: int | None) -> str:
    if age_from is None:
        return "不明"
    return f"{OLDEST_BAND}歳以上" if age_from == OLDEST_BAND else f"{age_from}〜{age_from + 4}歳"
