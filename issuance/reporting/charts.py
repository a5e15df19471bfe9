"""Charts as SVG texts, the same on a page and on paper: colours as attributes, no style.

Whoever shows one puts its figures beside it as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

WIDTH: Final = 960
_LEFT: Final = 8
_BAR: Final = "#0017c1"
_STRONG: Final = "#c74700"
_LINE: Final = "#666666"
_INK: Final = "#1a1a1a"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A column with a short name below it. `goal` is drawn as a line across, `strong` stands out.

    `shown` is written above the column; "" writes nothing.
    """

    name: str
    value: float
    shown: str = ""
    goal: float | None = None
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Span:
    """A row: from p10 to p90 a bar, at p50 a mark."""

    name: str
    low: float
    middle: float
    high: float
    shown: str


def columns(bars: Sequence[Bar], *, title: str, height: int = 220) -> str:
    """Columns from left to right, the tallest to the top."""
    top = max([1.0, *(each.value for each in bars), *(each.goal or 0 for each in bars)])
    step = (WIDTH - 2 * _LEFT) / max(1, len(bars))
    room = height - 52
    parts = [_column(each, _LEFT + n * step, step, room, top) for n, each in enumerate(bars)]
    parts.append(_stroke(_LEFT, WIDTH - _LEFT, room + 24, _LINE))
    return _svg(title, height, parts)


def spans(rows: Sequence[Span], *, title: str) -> str:
    """Rows below one another, on one scale from 0."""
    most = max([1.0, *(each.high for each in rows)])
    room, label = WIDTH - 430, 270
    parts: list[str] = []
    for n, each in enumerate(rows):
        y, scale = 12 + n * 30, room / most
        low, high = label + each.low * scale, label + each.high * scale
        parts += [
            _text(label - 8, y + 13, each.name, anchor="end"),
            _box(label, y, room, 18, "#f2f2f2"),
            _box(low, y, max(2.0, high - low), 18, _BAR),
            _box(label + each.middle * scale - 1.5, y - 3, 3, 24, _STRONG),
            _text(label + room + 8, y + 13, each.shown),
        ]
    return _svg(title, 18 + 30 * len(rows), parts)


def _column(bar: Bar, x: float, step: float, room: float, top: float) -> str:
    tall = room * bar.value / top
    width = max(2.0, step * 0.72)
    left, middle = x + (step - width) / 2, x + step / 2
    parts = [_box(left, 24 + room - tall, width, tall, _STRONG if bar.strong else _BAR)]
    if bar.goal is not None:
        y = 24 + room * (1 - bar.goal / top)
        parts.append(_stroke(x + 1, x + step - 1, y, _STRONG, width=3))
    if bar.shown:
        parts.append(_text(middle, max(12.0, 20 + room - tall), bar.shown, anchor="middle"))
    parts.append(_text(middle, room + 42, bar.name, anchor="middle"))
    return "".join(parts)


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label={quoteattr(title)} font-family="Noto Sans CJK JP, sans-serif"'
        ' font-size="12">'
    )
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    size = f'width="{width:.1f}" height="{max(0.0, height):.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}"/>'


def _stroke(x1: float, x2: float, y: float, colour: str, width: int = 1) -> str:
    ends = f'x1="{x1:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}"'
    return f"<text {place}>{escape(words)}</text>"
