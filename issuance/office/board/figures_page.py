"""What the page of history shows: tables by day, week or month, each with its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from issuance.measures.history import NOTHING, Counts, Span
from issuance.measures.hours import HourFigures, WeekHour
from issuance.measures.spread import share
from issuance.measures.visits import Measure
from issuance.office.board.charts import Bar, Chart, svg
from issuance.office.board.figures_hours import forgotten_table, hour_tables
from issuance.office.board.tables import Cell, Table, in_minutes, percent
from issuance.office.board.words import WEEKDAYS
from issuance.office.texts import N_, Words
from issuance.read_models.queries_figures import National

CHANNELS: Final = {"web": N_("インターネット"), "phone": N_("電話"), "": N_("不明（以前の記録）")}
BETWEEN: Final = {
    "arrival-notice": N_("到着→通知"),
    "notice-visit": N_("通知→来庁"),
    "visit-post": N_("来庁→差出し"),
    "post-delivery": N_("差出し→配達"),
}


@dataclass(frozen=True, kw_only=True)
class History:
    """All that was read for the page. `days`: the first day of each span that is shown."""

    span: Span
    days: Sequence[date]
    counts: Mapping[date, Counts]
    whole: Counts
    """Of all the spans together."""
    national: Mapping[date, National]
    before: National
    """Of all days before the first."""
    by_weekday: Mapping[int, National]
    hours: Mapping[WeekHour, HourFigures]
    unbooked: Sequence[tuple[int, int]]
    outreach: Mapping[date, tuple[int, int]]
    places: Mapping[date, int]
    places_by_hour: Mapping[WeekHour, int]
    base_minutes: int


def tables(words: Words, history: History) -> list[Table]:
    return [
        _national(words, history),
        _weekdays(words, history),
        _visits(words, history),
        *hour_tables(words, history.hours, history.places_by_hour),
        _missed_by_lead(words, history),
        _missed_by_channel(words, history),
        _between(words, history),
        _unbooked(words, history),
        forgotten_table(words, history.whole),
        _rest(words, history),
    ]


def _named(words: Words, span: Span, day: date) -> str:
    return f"{day:%Y-%m}" if span is Span.MONTH else words.short_day(day)


def _national(words: Words, history: History) -> Table:
    rows, standing = list[list[Cell]](), history.before
    for day in history.days:
        of_day = history.national.get(day, National())
        standing = standing.plus(of_day)
        counted = (of_day.applied, of_day.arrived, of_day.set_up, of_day.issued)
        sums = (standing.applied, standing.arrived, standing.set_up, standing.issued)
        rows.append([_named(words, history.span, day), *counted, *sums])
    title = words("国の4つの数")
    told = words(
        "申請は発送一覧にある申請日で数えます（書かれていなければ一覧を取り込んだ日）。交付は配達済みと窓口交付。"
    )
    bars = [Bar(label=str(row[0]), value=_number(row[4])) for row in rows]
    columns = (words("申請受付"), words("到着"), words("交付前設定"), words("交付"))
    return Table(
        name="national",
        title=title,
        columns=(words("期間"), *columns, *(words("%(what)s 累計", what=c) for c in columns)),
        rows=rows,
        note=told,
        chart=svg(Chart(name="national", title=words("交付した枚数"), told=told, bars=bars)),
    )


def _weekdays(words: Words, history: History) -> Table:
    rows: list[list[Cell]] = []
    for n, name in enumerate(WEEKDAYS, start=1):
        of_day = history.by_weekday.get(n, National())
        rows.append([words(name), of_day.applied, of_day.arrived, of_day.set_up, of_day.issued])
    return Table(
        name="weekdays",
        title=words("曜日ごとの国の4つの数"),
        columns=(
            *(words("曜日"), words("申請受付"), words("到着"), words("交付前設定"), words("交付")),
        ),
        rows=rows,
    )


def _visits(words: Words, history: History) -> Table:
    rows: list[list[Cell]] = []
    bars: list[Bar] = []
    for day in history.days:
        counts = history.counts.get(day, NOTHING)
        cycle, booked = counts.spread(Measure.CYCLE), counts.total("booked")
        places = history.places.get(day)
        name = _named(words, history.span, day)
        rows.append(
            [
                *(name, booked, counts.total("came"), counts.total("no-show")),
                *(counts.total("cancelled"), percent(counts.no_show_share)),
                percent(share(booked, places or 0)),
                *(cycle.count, in_minutes(counts.spread(Measure.WAIT).p50), in_minutes(cycle.p50)),
                *(in_minutes(cycle.p90), percent(counts.under_ten_share)),
            ]
        )
        bars.append(Bar(label=name, value=(cycle.p50 or 0) / 60,
                        more=((cycle.p90 or 0) - (cycle.p50 or 0)) / 60))  # fmt: skip
    told = words(
        "来庁なしの割合は、来た方と来なかった方に対するもの（取消しは数えません）。"
        "時間は30秒きざみで数え、塗りが中央値、斜線が90％まで、破線が10分。"
    )
    title = words("予約と来庁（人）、窓口の所要時間（組、分）")
    chart = Chart(name="visits", title=title, told=told, bars=bars, target=10)
    return Table(
        name="visits",
        title=title,
        columns=(
            *(words("期間"), words("予約"), words("来庁"), words("来庁なし"), words("取消")),
            *(words("来庁なし %"), words("枠の埋まり %"), words("終わった組")),
            *(words("待ち 中央値"), words("所要 中央値"), words("所要 90％"), words("10分未満 %")),
        ),
        rows=rows,
        note=told,
        chart=svg(chart),
    )


def _missed_by_lead(words: Words, history: History) -> Table:
    rows: list[list[Cell]] = []
    for (first, last), (came, missed, cancelled) in history.whole.by_lead():
        if last > 1_000:
            name = words("%(n)s日以上前", n=first)
        else:
            name = words("当日") if not last else words("%(a)s～%(b)s日前", a=first, b=last)
        rows.append([name, came, missed, cancelled, _missed(came, missed)])
    return Table(
        name="no-show-lead",
        title=words("来庁なしと取消し（予約してからの日数）"),
        columns=(words("予約した日"), *_outcomes(words)),
        rows=rows,
    )


def _missed_by_channel(words: Words, history: History) -> Table:
    rows: list[list[Cell]] = [
        [words(CHANNELS.get(channel, CHANNELS[""])), came, missed, cancelled, _missed(came, missed)]
        for channel, (came, missed, cancelled) in history.whole.by_channel().items()
    ]
    return Table(
        name="no-show-channel",
        title=words("来庁なしと取消し（予約の方法）"),
        columns=(words("方法"), *_outcomes(words)),
        rows=rows,
    )


def _outcomes(words: Words) -> tuple[str, ...]:
    return (words("来庁"), words("来庁なし"), words("取消"), words("来庁なし %"))


def _between(words: Words, history: History) -> Table:
    spreads = {name: history.whole.days(name) for name in BETWEEN}
    return Table(
        name="between",
        title=words("段階のあいだの日数"),
        columns=(words("区間"), words("中央値"), words("90％"), words("枚")),
        rows=[
            [words(BETWEEN[name]), each.p50, each.p90, each.count] for name, each in spreads.items()
        ],
        note=words("この期間に後の段階が済んだカードについて。カードは会場に属しません。"),
    )


def _unbooked(words: Words, history: History) -> Table:
    counted = dict(history.unbooked)
    rows: list[list[Cell]] = [
        [
            words("%(n)s週", n=weeks) if weeks < 12 else words("%(n)s週以上", n=weeks),
            counted.get(weeks, 0),
        ]
        for weeks in range(13)
    ]
    bars = [Bar(label=str(weeks), value=counted.get(weeks, 0)) for weeks in range(13)]
    told = words("通知済で今予約のない方を、その状態になってからの週数で分けたもの（今）。")
    title = words("通知して予約のない方")
    return Table(
        name="unbooked",
        title=title,
        columns=(words("その状態になってから"), words("人")),
        rows=rows,
        note=told,
        chart=svg(Chart(name="unbooked", title=title, told=told, bars=bars)),
        paths=["/cases?list=notified"] * 13,
    )


def _rest(words: Words, history: History) -> Table:
    rows: list[list[Cell]] = []
    for day in history.days:
        counts = history.counts.get(day, NOTHING)
        national = history.national.get(day, National())
        saved, outreach = counts.saved(history.base_minutes), history.outreach.get(day, (0, 0))
        rows.append(
            [
                _named(words, history.span, day),
                percent(counts.booked_share),
                percent(counts.online_share),
                percent(share(national.returned, national.posted)),
                *(saved.resident_hours, saved.staff_hours),
                counts.seconds.get("staffed", 0) / 3600,
                *outreach,
            ]
        )
    return Table(
        name="rest",
        title=words("予約率・返戻・時間・出張"),
        columns=(
            *(words("期間"), words("予約÷通知 %"), words("オンライン予約 %")),
            *(words("返戻 %"), words("短くなった住民の時間"), words("短くなった職員の時間")),
            *(words("窓口に人がいた時間"), words("出張の回数"), words("出張の来庁者")),
        ),
        rows=rows,
        note=words(
            "予約÷通知は、その期間に初めて通知した方のうち今までに予約した方。返戻は同じ期間の差出しに"
            "対するもの。時間はすべて時間単位、もとは1件 %(minutes)s 分。"
            "出張は庁舎以外の会場で人が来た日。",
            minutes=history.base_minutes,
        ),
    )


def _missed(came: int, missed: int) -> float | None:
    return percent(share(missed, came + missed))


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
