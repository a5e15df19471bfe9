"""Our own charts as SVG text: bars with a line to compare, told also by title and description.

Colour only repeats what pattern, place and table say. Attributes instead of styles, so that the
same text stands on a page under its strict policy, in print and in a PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 200
_LEFT, _BOTTOM, _TOP = 40, 24, 12
_BLUE, _ORANGE, _INK, _GRID = "#0017c1", "#c74700", "#1a1a1a", "#cccccc"
_PATTERN: Final = (
    '<pattern id="{id}-p" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" fill="#d9e6ff"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{_BLUE}" stroke-width="2"/></pattern>'
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`value` is drawn full, `more` on top of it hatched; `line` is where the line passes."""

    label: str
    value: float
    more: float = 0.0
    line: float | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`name` is an id on the page; `title` and `told` are read out instead of the picture."""

    name: str
    title: str
    told: str
    bars: Sequence[Bar]
    target: float | None = None
    """A level line over all bars."""


def svg(chart: Chart) -> str:
    """The chart as one <svg>; where there is nothing to draw, only its frame."""
    top = _nice(max([*_levels(chart), 1.0]))
    inner = [_grid(top), *_bars(chart, top), _line(chart, top), _target(chart, top)]
    name = escape(chart.name, quote=True)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" width="{WIDTH}"'
        f' height="{HEIGHT}" aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.told)}</desc>'
        f"<defs>{_PATTERN.format(id=name)}</defs>{''.join(inner)}</svg>"
    )


def _levels(chart: Chart) -> list[float]:
    bars = [each.value + each.more for each in chart.bars]
    lines = [each.line for each in chart.bars if each.line is not None]
    return [*bars, *lines, *([chart.target] if chart.target is not None else [])]


def _nice(most: float) -> float:
    """A round number that nothing is above."""
    step = 1.0
    while True:
        for each in (1, 2, 5):
            if most <= each * step * 4:
                return each * step * 4
        step *= 10


def _y(value: float, top: float) -> float:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / top, 1)


def _x(place: float, count: int) -> float:
    return round(_LEFT + (WIDTH - _LEFT - 4) * place / max(count, 1), 1)


def _grid(top: float) -> str:
    lines = [(top * n / 4, _y(top * n / 4, top)) for n in range(5)]
    return "".join(
        f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH - 4}" y2="{y}" stroke="{_GRID}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end" font-size="12" fill="{_INK}">'
        f"{value:g}</text>"
        for value, y in lines
    )


def _bars(chart: Chart, top: float) -> list[str]:
    count, found = len(chart.bars), list[str]()
    every = max(1, -(-count // 8))  # longer labels would run into each other
    for n, bar in enumerate(chart.bars):
        x, width = _x(n + 0.12, count), round((WIDTH - _LEFT - 4) / count * 0.76, 1)
        y, base = _y(bar.value, top), _y(0, top)
        found.append(_rect(x, y, width, base - y, _BLUE))
        if bar.more:
            upper = _y(bar.value + bar.more, top)
            found.append(_rect(x, upper, width, y - upper, f"url(#{chart.name}-p)"))
        if n % every == 0:
            middle = round(x + width / 2, 1)
            found.append(
                f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" font-size="12"'
                f' fill="{_INK}">{escape(bar.label)}</text>'
            )
    return found


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{round(max(0.0, height), 1)}"'
        f' fill="{fill}"/>'
    )


def _line(chart: Chart, top: float) -> str:
    """Steps, one over each bar that has a line; the line breaks where there is none."""
    count, path, open_ = len(chart.bars), list[str](), False
    for n, bar in enumerate(chart.bars):
        if bar.line is None:
            open_ = False
            continue
        y = _y(bar.line, top)
        path.append(f"{'L' if open_ else 'M'}{_x(n, count)} {y}H{_x(n + 1, count)}")
        open_ = True
    if not path:
        return ""
    return (
        f'<path d="{"".join(path)}" fill="none" stroke="{_ORANGE}" stroke-width="2.5"'
        ' stroke-dasharray="7 4"/>'
    )


def _target(chart: Chart, top: float) -> str:
    if chart.target is None:
        return ""
    y = _y(chart.target, top)
    return (
        f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH - 4}" y2="{y}" stroke="{_ORANGE}"'
        ' stroke-width="2.5" stroke-dasharray="7 4"/>'
    )
