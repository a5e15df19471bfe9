"""The figures of all rounds as a table, put into the page between its two marks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from infra.peers.visits import Visits
from infra.surge.watching.machine import Machine
from infra.surge.watching.observed import QUIET

Found = Mapping[str, list[tuple[Visits, Visits]]]
"""By what was compared: ours and theirs, a pair a round."""
BEGIN: Final = "<!-- figures: made by `make peers`, do not write here -->"
END: Final = "<!-- end of figures -->"


def write_figures(page: Path, found: Found, about: Machine, crowd: str) -> None:
    """*crowd*: who came, for how long, in words. Raises ValueError: the page has lost its marks."""
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"{page} has no place for figures. Remedy: put back {BEGIN} and {END}")
    told = "\n".join(_told(found, about, crowd))
    page.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", encoding="utf-8")


def _told(found: Found, about: Machine, crowd: str) -> list[str]:
    others = [each.others for pairs in found.values() for pair in pairs for each in pair]
    quiet = max(others, default=0.0) < QUIET
    load = "quiet" if quiet else "NOT quiet: take the ratios, not the rates"
    rounds = min(len(pairs) for pairs in found.values())
    versions = ", ".join(f"{name} {each}" for name, each in about.versions.items())
    began = (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {about.name}; {rounds} rounds, {crowd}; medians,"
        f" [least to most]. Others used {min(others):.2f} to {max(others):.2f} cores: the machine"
        f" was {load}."
    )
    return [
        began,
        f"{versions}.",
        "",
        "| compared | whose | bookings/s | p50, ms | p99, ms | failures |",
        "| --- | --- | --- | --- | --- | --- |",
        *(row for name, pairs in found.items() for row in _rows(name, pairs)),
        "",
        "| compared | ours ÷ theirs |",
        "| --- | --- |",
        *(f"| {name} | **{_ratio(pairs)}** |" for name, pairs in found.items()),
    ]


def _rows(name: str, pairs: Sequence[tuple[Visits, Visits]]) -> list[str]:
    both = zip(("ours", "pretix"), zip(*pairs, strict=True), strict=True)
    return [_row(name, whose, visits) for whose, visits in both]


def _row(name: str, whose: str, visits: Sequence[Visits]) -> str:
    cells = (
        name,
        whose,
        _spread([each.a_second for each in visits]),
        f"{median(each.p50 for each in visits):,.0f}",
        f"{median(each.p99 for each in visits):,.0f}",
        str(sum(each.failures for each in visits)),
    )
    return f"| {' | '.join(cells)} |"


def _ratio(pairs: Sequence[tuple[Visits, Visits]]) -> str:
    """Of the pairs of one round each."""
    ratios = [ours.a_second / theirs.a_second for ours, theirs in pairs if theirs.a_second]
    return _spread(ratios) if ratios else "pretix finished none"


def _spread(values: Sequence[float]) -> str:
    return f"{_short(median(values))} [{_short(min(values))} to {_short(max(values))}]"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
