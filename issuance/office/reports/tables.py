"""日報と月報: what a day and a month brought, as tables for paper and for spreadsheets."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from issuance.office.texts import Words
from issuance.office.texts.reports import COUNTED
from issuance.planning.outlook import MonthRow
from issuance.printing import Paragraph, Section, Svg, Table, report
from issuance.read_models.queries_reports import DayVisits
from issuance.reporting.charts import Bar, columns
from issuance.reporting.sheets import Cell, Sheet

Happened = dict[date, dict[str, int]]
_ISSUED: Final = ("case.delivered", "case.card-handed-over")


@dataclass(frozen=True, kw_only=True)
class Period:
    """A day, or a month, with what happened in it."""

    first_on: date
    last_on: date
    happened: Happened
    visits: dict[date, DayVisits]
    target: MonthRow | None = None
    """Of a month: its target and the counters it needs."""

    @property
    def days(self) -> list[date]:
        """On which anything happened."""
        return sorted({*self.happened, *self.visits})

    def total(self, topic: str) -> int:
        return sum(each.get(topic, 0) for each in self.happened.values())

    def issued_on(self, day: date) -> int:
        return sum(self.happened.get(day, {}).get(topic, 0) for topic in _ISSUED)


def sheet_of(period: Period, words: Words, name: str) -> Sheet:
    """A row a day, and one of sums; a median is no sum and has none."""
    heads = [words("日"), *(words(each) for each in COUNTED.values()), *_visit_heads(words)]
    rows = [tuple(_row(period, day)) for day in period.days]
    sums: list[Cell] = [words("計"), *(period.total(topic) for topic in COUNTED)]
    sums += [sum(each.arrived for each in period.visits.values())]
    sums += [sum(each.finished for each in period.visits.values()), None, None]
    return Sheet(name=name, columns=tuple(heads), rows=(*rows, tuple(sums)))


def pdf_of(period: Period, words: Words, *, title: str, office: str, printed_at: datetime) -> bytes:
    """The same on paper. Blocks while it is set; call it in a thread."""
    return report(
        title, _sections(period, words), printed_at=printed_at, office=office, language=words.code
    )


def _sections(period: Period, words: Words) -> list[Section]:
    counted = Table(
        [words("できごと"), words("件数")],
        [[words(name), period.total(topic)] for topic, name in COUNTED.items()],
    )
    sections = [
        Section(words("できごと"), counted),
        Section(words("窓口"), _counter(period, words)),
    ]
    if period.target is not None:
        sections.append(Section(words("目標と必要な窓口"), _target(period.target, words)))
    if period.first_on != period.last_on:
        sections.append(Section(words("日ごとの交付枚数"), _chart(period, words)))
        sections.append(Section("", _by_day(period, words)))
    notes = words("窓口の時間は呼出しから終了まで。氏名や住所などは含みません。")
    return [*sections, Section("", Paragraph(notes))]


def _counter(period: Period, words: Words) -> Table:
    heads = [words("日"), *_visit_heads(words)]
    return Table(heads, [[_short(day), *_visit_cells(period, day)] for day in period.days])


def _target(row: MonthRow, words: Words) -> Table:
    heads = [words("目標"), words("交付済"), words("開庁日"), words("窓口（10分）")]
    ten, twenty = row.needed_ten, row.needed_twenty
    return Table(
        [*heads, words("窓口（20分）")],
        [
            [
                *(row.target, row.done, row.working_days),
                *(ten.counters if ten and row.cards else None,
                  twenty.counters if twenty and row.cards else None),
            ]
        ],
    )  # fmt: skip


def _chart(period: Period, words: Words) -> Svg:
    bars = [Bar(name=str(day.day), value=period.issued_on(day)) for day in _calendar(period)]
    title = words("日ごとの交付枚数")
    return Svg(columns(bars, title=title), alt=title)


def _by_day(period: Period, words: Words) -> Table:
    shown = ("case.notice-sent", "case.identity-verified", "case.pins-set", "case.handed-to-post")
    heads = [words("日"), *(words(COUNTED[topic]) for topic in shown), words("交付済")]
    rows: list[list[str | int]] = [
        [
            _short(day),
            *(period.happened.get(day, {}).get(topic, 0) for topic in shown),
            period.issued_on(day),
        ]
        for day in period.days
    ]
    return Table(heads, rows)


def _row(period: Period, day: date) -> list[Cell]:
    counted = period.happened.get(day, {})
    return [day, *(counted.get(topic, 0) for topic in COUNTED), *_visit_cells(period, day)]


def _visit_heads(words: Words) -> list[str]:
    return [
        words("来庁（組）"),
        words("終了（組）"),
        words("所要の中央値（分）"),
        words("10分未満（％）"),
    ]


def _visit_cells(period: Period, day: date) -> list[int | float | None]:
    seen = period.visits.get(day, DayVisits())
    median = None if seen.median_seconds is None else round(seen.median_seconds / 60, 1)
    share = None if seen.under_ten_share is None else round(100 * seen.under_ten_share)
    return [seen.arrived, seen.finished, median, share]


def _calendar(period: Period) -> list[date]:
    days = (period.last_on - period.first_on).days + 1
    return [period.first_on + timedelta(days=n) for n in range(days)]


def _short(day: date) -> str:
    return f"{day:%m-%d}"
