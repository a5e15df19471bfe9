"""Tables of history by weekday and hour, and of what people had not brought."""

from collections.abc import Callable, Mapping
from typing import Final

from issuance.measures.history import Counts
from issuance.measures.hours import HourFigures, WeekHour, forgotten
from issuance.measures.spread import share
from issuance.office.board.tables import Cell, Table, in_minutes, percent
from issuance.office.board.words import FORGOTTEN_PAPERS, WEEKDAYS
from issuance.office.texts import Words

_HOURS: Final = range(8, 20)
Hours = Mapping[WeekHour, HourFigures]


def hour_tables(words: Words, hours: Hours, places: Mapping[WeekHour, int]) -> list[Table]:
    def fill(week_hour: WeekHour, of_hour: HourFigures) -> float | None:
        return percent(share(of_hour.booked, places.get(week_hour, 0)))

    return [
        _by_hour(
            words, "fill-hours", words("枠の埋まり（曜日×時刻、%）"), hours, fill,
            note=words("予約のあった人数を、その時刻に出していた枠で割ったもの。月ごとには出しません。"),
        ),
        _by_hour(
            words, "no-show-hours", words("来庁なしの割合（曜日×時刻、%）"), hours,
            lambda _, of_hour: percent(of_hour.no_show_share),
        ),
        _by_hour(
            words, "wait-hours", words("待ち時間の平均（曜日×受付の時刻、分）"), hours,
            lambda _, of_hour: in_minutes(of_hour.mean_wait_seconds),
        ),
        _by_hour(
            words, "long-wait-hours", words("10分を超えて待った割合（曜日×受付の時刻、%）"), hours,
            lambda _, of_hour: percent(of_hour.long_wait_share),
        ),
    ]  # fmt: skip


def forgotten_table(words: Words, whole: Counts) -> Table:
    rows: list[list[Cell]] = [[_lacking(words, code), n] for code, n in forgotten(whole)]
    return Table(
        name="forgotten",
        title=words("足りなかった書類"),
        columns=(words("書類"), words("件")),
        rows=rows,
        note=words(
            "書類不足で帰った方に、あと何があれば足りたか。いちばん近い組み合わせで数えます。"
        ),
    )


def _by_hour(
    words: Words,
    name: str,
    title: str,
    hours: Hours,
    figure: Callable[[WeekHour, HourFigures], float | None],
    *,
    note: str = "",
) -> Table:
    rows: list[list[Cell]] = []
    for weekday, label in enumerate(WEEKDAYS, start=1):
        of_day = [(weekday, hour) for hour in _HOURS]
        rows.append([words(label), *(figure(at, hours.get(at, HourFigures())) for at in of_day)])
    columns = (words("曜日"), *(f"{hour}" for hour in _HOURS))
    return Table(name=name, title=title, columns=columns, rows=rows, note=note)


def _lacking(words: Words, code: str) -> str:
    """The office's words for `applicant:A1B1`, `paper:issuance-notice` and the like."""
    holder, _, what = code.partition(":")
    if holder == "paper":
        return words(FORGOTTEN_PAPERS.get(what, what))
    whose = words("代理の方") if holder == "representative" else words("本人")
    return words("%(whose)s：本人確認書類 %(what)s", whose=whose, what=what)
