"""What the page of now shows: tiles, each leading to its list, and tables with their charts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from issuance.calendar import JST
from issuance.measures.filling import Filling
from issuance.measures.now import Now
from issuance.measures.rooms import Bottleneck
from issuance.measures.spread import Spread
from issuance.measures.throughput import TenMinutes
from issuance.measures.visits import STEPS, Measure
from issuance.office.board.charts import Bar, Chart, svg
from issuance.office.board.tables import Cell, Table, in_minutes, percent
from issuance.office.board.words import LIST_OF_ROOM, MEASURES, ROOMS, WHY
from issuance.office.rendering import minutes
from issuance.office.texts import Words

GOOD_SHARE: Final = 0.9
"""Nine of ten visits under ten minutes, and nine of ten called within ten: the board's aim."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """`value` as shown; `path` the list behind it; `kind` warns in colour, `note` in words."""

    label: str
    value: str
    note: str = ""
    path: str = ""
    kind: str = ""


def opening(tiles: Iterable[Tile], may: Callable[[str], bool]) -> list[Tile]:
    """The tiles with links to what this viewer may open: a manager sees no single case."""
    return [each if may(each.path) else replace(each, path="") for each in tiles]


@dataclass(frozen=True, kw_only=True)
class BackOffice:
    """Counts that need a person, whatever the day; None of a past moment."""

    missing_cards: int
    old_pins: int
    old_pins_days: int


def waiting_tiles(words: Words, board: Now) -> list[Tile]:
    parties, waits = board.parties, board.wait_seconds
    both = words(
        "予約 %(booked)s・予約なし %(walk_ins)s",
        booked=parties.waiting_booked,
        walk_ins=parties.waiting_walk_ins,
    )
    held = words("保留 %(n)s 組", n=parties.held)
    longest = board.longest_wait_seconds
    return [
        Tile(
            label=words("待っている方（組）"),
            value=str(parties.waiting),
            note=f"{both} {held}" if parties.held else both,
            path="/appointments",
        ),
        Tile(
            label=words("いちばん長い待ち"),
            value=minutes(longest),
            note=words("分:秒"),
            kind="bad"
            if longest and longest >= 1_200
            else "warn"
            if longest and longest >= 600
            else "",
            path="/appointments",
        ),
        _spread_tile(words("待ち時間"), waits, words),
        _share_tile(words("10分以内に呼んだ割合"), board.called_in_ten_share, waits.count, words),
    ]


def visit_tiles(words: Words, board: Now) -> list[Tile]:
    return [
        _spread_tile(words("窓口の所要時間"), board.cycle_seconds, words),
        _share_tile(
            words("10分未満の割合"), board.under_ten_share, board.cycle_seconds.count, words
        ),
        _spread_tile(words("滞在時間"), board.stay_seconds, words),
        _forecast_tile(words, board),
    ]


def day_tiles(words: Words, board: Now) -> list[Tile]:
    parties = board.parties
    counted = (
        (words("予約（組）"), parties.booked, ""),
        (words("来庁"), parties.arrived, words("予約のある方")),
        (words("予約なしの来庁"), parties.walk_ins, ""),
        (words("終了"), parties.done, words("途中終了 %(n)s", n=parties.broken_off)),
        (words("来庁なし"), parties.no_show, ""),
        (words("これから"), parties.remaining, words("予約 = 来庁 + 来庁なし + これから")),
    )
    return [
        Tile(label=label, value=str(n), note=note, path="/appointments")
        for label, n, note in counted
    ] + [_next_hours_tile(words, board.next_hours)]


def state_tiles(words: Words, board: Now, office: BackOffice | None) -> list[Tile]:
    down = board.readers_down
    found = [
        Tile(
            label=words("不通のリーダー"),
            value=str(down),
            kind="bad" if down else "",
            note=words("開いている窓口 %(n)s", n=board.counters_open),
        )
    ]
    if office is not None:
        days = office.old_pins_days
        found += [
            Tile(
                label=words("所在不明のカード"),
                value=str(office.missing_cards),
                kind="bad" if office.missing_cards else "",
                note=words("目標 0"),
                path="/cases?list=missing",
            ),
            Tile(
                label=words("%(days)s日を超えた封印済み暗証番号", days=days),
                value=str(office.old_pins),
                kind="bad" if office.old_pins else "",
                note=words("目標 0"),
                path="/cases?list=old-pins",
            ),
        ]
    return found


def tables(words: Words, board: Now) -> list[Table]:
    return [_throughput(words, board.throughput), _steps(words, board), _rooms(words, board)]


def said_bottleneck(words: Words, found: Bottleneck) -> str:
    room = found.room
    if room is None:
        return words(WHY[found.why])
    to_clear = room.minutes_to_clear
    return words(
        WHY[found.why],
        room=words(ROOMS[room.room]),
        waiting=room.waiting,
        done=room.done_in_hour,
        minutes=round(to_clear) if to_clear is not None else 0,
    )


def said_saved(words: Words, board: Now) -> list[Tile]:
    saved = board.saved
    base = words("これまで1件 %(minutes)s 分として", minutes=saved.base_minutes)
    return [
        Tile(label=words("住民の時間（時間）"), value=f"{saved.resident_hours:.1f}", note=base),
        Tile(label=words("職員の時間（時間）"), value=f"{saved.staff_hours:.1f}", note=base),
    ]


def _spread_tile(label: str, found: Spread, words: Words) -> Tile:
    note = words("90％の方は %(p90)s まで（%(n)s 組）", p90=minutes(found.p90), n=found.count)
    slow = found.p50 is not None and found.p50 >= 600
    return Tile(
        label=words("%(what)s 中央値", what=label),
        value=minutes(found.p50),
        note=note,
        kind="warn" if slow else "",
        path="#table-steps",
    )


def _share_tile(label: str, share: float | None, count: int, words: Words) -> Tile:
    low = share is not None and share < GOOD_SHARE
    return Tile(
        label=label,
        value="–" if share is None else f"{share * 100:.0f}%",
        note=words("目標 90％（%(n)s 組）", n=count),
        kind="warn" if low else "",
    )


def _forecast_tile(words: Words, board: Now) -> Tile:
    found = board.forecast
    label = words("最後の方の退庁（見込み）")
    if found is None:
        return Tile(label=label, value="–", note=words("待つ方も来る方もいません"))
    return Tile(
        label=label,
        value=words.time(found.leaves_at),
        note=words(
            "遅くて %(time)s・窓口 %(n)s", time=words.time(found.at_latest), n=found.counters
        ),
    )


def _next_hours_tile(words: Words, found: Filling) -> Tile:
    filled = percent(found.share)
    return Tile(
        label=words("これから2時間の予約（人）"),
        value=f"{found.booked} / {found.places}",
        note=words("受入枠の %(percent)s％", percent="–" if filled is None else f"{filled:.0f}"),
        path="/appointments",
    )


def _throughput(words: Words, tens: Iterable[TenMinutes]) -> Table:
    several = list(tens)
    rows: list[list[Cell]] = [[each.starts_at, each.done, each.capacity] for each in several]
    title = words("10分ごとに終わった方と受入枠")
    bars = [
        Bar(label=f"{each.starts_at.astimezone(JST):%H:%M}", value=each.done, line=each.capacity)
        for each in several
    ]
    told = words(
        "棒は10分ごとに窓口を終えた組、破線はその10分の受入枠。合計 %(done)s 組、枠 %(places)s。",
        done=sum(each.done for each in several),
        places=f"{sum(each.capacity for each in several):g}",
    )
    return Table(
        name="throughput",
        title=title,
        columns=(words("開始"), words("終わった組"), words("受入枠")),
        rows=rows,
        note=told,
        chart=svg(Chart(name="throughput", title=title, told=told, bars=bars)) if bars else "",
    )


def _steps(words: Words, board: Now) -> Table:
    title = words("どこに時間がかかっているか（分）")
    spreads = {**board.steps_seconds, Measure.CYCLE: board.cycle_seconds,
               Measure.STAY: board.stay_seconds}  # fmt: skip
    rows: list[list[Cell]] = [
        [words(MEASURES[each]), in_minutes(found.p50), in_minutes(found.p90), found.count]
        for each, found in spreads.items()
    ]
    steps = [board.steps_seconds[each] for each in STEPS]
    bars = [
        Bar(
            label=words(MEASURES[each]),
            value=(found.p50 or 0) / 60,
            more=((found.p90 or 0) - (found.p50 or 0)) / 60,
        )
        for each, found in zip(STEPS, steps, strict=True)
    ]
    told = words("塗りは中央値、斜線は90％の方がおさまるまで。終わった来庁だけを数えています。")
    return Table(
        name="steps",
        title=title,
        columns=(words("区間"), words("中央値"), words("90％"), words("組")),
        rows=rows,
        note=told,
        chart=svg(Chart(name="steps", title=title, told=told, bars=bars)),
    )


def _rooms(words: Words, board: Now) -> Table:
    rows: list[list[Cell]] = [
        [words(ROOMS[each.room]), each.waiting, each.came_in_hour, each.done_in_hour,
         each.minutes_to_clear]
        for each in board.rooms
    ]  # fmt: skip
    return Table(
        name="rooms",
        title=words("3つの持ち場"),
        columns=(
            words("持ち場"),
            words("待ち"),
            words("直近1時間に来た"),
            words("直近1時間に済んだ"),
            words("さばくまで（分）"),
        ),
        rows=rows,
        note=said_bottleneck(words, board.bottleneck),
        paths=[LIST_OF_ROOM[each.room] for each in board.rooms],
        open=True,
    )
