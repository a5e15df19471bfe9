"""Ratios over rounds: their median, their spread, and whether they reach their target."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal

import msgspec
from rich.console import Console
from rich.table import Table


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """`spread`: the least and the greatest of the rounds."""

    ratio: float
    target: float
    better: Literal["higher", "lower"]
    spread: tuple[float, float]

    @property
    def reached(self) -> bool:
        return self.ratio >= self.target if self.better == "higher" else self.ratio <= self.target


@dataclass(kw_only=True)
class Figures:
    """What was measured, by name, a figure a round."""

    rounds: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    def note(self, name: str, figure: float) -> None:
        self.rounds.setdefault(name, []).append(figure)

    def ratio(self, over: str, under: str, *, target: float) -> Ratio:
        """*over* by *under*, each pair from one round."""
        pairs = zip(self.rounds[over], self.rounds[under], strict=True)
        return _ratio([above / below for above, below in pairs], target, "higher")

    def at_most(self, name: str, *, target: float) -> Ratio:
        return _ratio(self.rounds[name], target, "lower")

    def at_least(self, name: str, target: float) -> Ratio:
        return _ratio(self.rounds[name], target, "higher")


def write_ratios(path: Path, ratios: dict[str, Ratio]) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode({"ratios": ratios})) + b"\n")


def show(figures: Figures, ratios: dict[str, Ratio]) -> None:
    """All figures and all ratios, for people."""
    console = Console(width=110)
    table = Table("measured", "median", "least", "most", "rounds", title="Figures")
    for name, each in figures.rounds.items():
        table.add_row(name, *map(_text, (median(each), min(each), max(each))), str(len(each)))
    console.print(table)
    table = Table("ratio", "median", "least", "most", "target", "", title="Ratios")
    for name, ratio in ratios.items():
        sign = "≥" if ratio.better == "higher" else "≤"
        reached = "reached" if ratio.reached else "missed"
        row = [_text(ratio.ratio), *map(_text, ratio.spread), f"{sign} {ratio.target:g}"]
        table.add_row(name, *row, reached)
    console.print(table)


def _ratio(figures: list[float], target: float, better: Literal["higher", "lower"]) -> Ratio:
    spread = (round(min(figures), 3), round(max(figures), 3))
    return Ratio(ratio=round(median(figures), 3), target=target, better=better, spread=spread)


def _text(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 1_000 else f"{figure:.3g}"
