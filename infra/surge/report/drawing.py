"""Charts as SVG text. Colour only repeats what dashes and the legend's words say."""

from html import escape
from math import floor, log10
from typing import Final

from infra.surge.report.charts import Chart, Line

WIDTH: Final = 720
HEIGHT: Final = 256
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 12, 72
_STEPS: Final = 4
_INK, _GRID = "#1a1a1a", "#cccccc"
_PENS: Final = (("#0017c1", ""), ("#c74700", "7 4"), ("#197a4b", "2 3"), ("#666666", "12 3 2 3"))
_PENS_OF_TARGET: Final = ("#a90000", "1 5")


def svg(chart: Chart) -> str:
    """The chart as one <svg>; without any value only its frame."""
    top = _top(_most(chart))
    name = escape(chart.name, quote=True)
    parts = [_grid(top), _places(chart), _target(chart, top), _legend(chart)]
    parts += [_path(each, _PENS[n % len(_PENS)], top) for n, each in enumerate(chart.lines)]
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.told)}</desc>{"".join(parts)}</svg>'
    )


def _most(chart: Chart) -> float:
    values = [each for line in chart.lines for each in line.values if each is not None]
    return max([*values, chart.target[0] if chart.target else 0.0], default=0.0)


def _top(most: float) -> float:
    """Four round steps that nothing is above."""
    if most <= 0:
        return float(_STEPS)
    ten = 10.0 ** floor(log10(most / _STEPS))
    return next(_STEPS * each * ten for each in (1, 2, 5, 10, 20) if most <= _STEPS * each * ten)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / top, 1)


def _x(place: int, count: int) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (place + 0.5) / max(count, 1), 1)


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="12" fill="{_INK}">'
        f"{escape(words)}</text>"
    )


def _grid(top: float) -> str:
    lines = [(top * n / _STEPS, _y(top * n / _STEPS, top)) for n in range(_STEPS + 1)]
    return "".join(
        f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}" stroke="{_GRID}"/>'
        + _text(_LEFT - 6, y + 4, f"{value:,g}", "end")
        for value, y in lines
    )


def _places(chart: Chart) -> str:
    count = len(chart.places)
    every = max(1, -(-count // 10))  # longer labels would run into each other
    middle, y = (_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - _BOTTOM + 34
    return _text(middle, y, chart.below, "middle") + "".join(
        _text(_x(n, count), HEIGHT - _BOTTOM + 18, each, "middle")
        for n, each in enumerate(chart.places)
        if n % every == 0
    )


def _path(line: Line, pen: tuple[str, str], top: float) -> str:
    """A stroke through all values in a row; a value alone is a dot."""
    count, moves, drawing = len(line.values), list[str](), False
    for n, value in enumerate(line.values):
        if value is not None:
            x, y = _x(n, count), _y(value, top)
            moves.append(f"L{x} {y}" if drawing else f"M{x} {y}h.1")
        drawing = value is not None
    return _stroke("".join(moves), pen) if moves else ""


def _stroke(path: str, pen: tuple[str, str]) -> str:
    colour, dashes = pen
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.5"'
        f' stroke-linecap="round" stroke-dasharray="{dashes or "none"}"/>'
    )


def _target(chart: Chart, top: float) -> str:
    if chart.target is None:
        return ""
    y = _y(chart.target[0], top)
    return _stroke(f"M{_LEFT} {y}H{WIDTH - _RIGHT}", _PENS_OF_TARGET)


def _legend(chart: Chart) -> str:
    """One after another in a row below the chart."""
    pens = [(each.name, _PENS[n % len(_PENS)]) for n, each in enumerate(chart.lines)]
    pens += [(chart.target[1], _PENS_OF_TARGET)] if chart.target else []
    step, y = (WIDTH - _LEFT - _RIGHT) / max(len(pens), 1), HEIGHT - 14
    parts: list[str] = []
    for n, (name, pen) in enumerate(pens):
        x = round(_LEFT + n * step, 1)
        parts += [_stroke(f"M{x} {y - 4}h28", pen), _text(x + 36, y, name)]
    return "".join(parts)
