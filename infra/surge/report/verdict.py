"""Whether a drill passed, and the sentences that say so."""

from dataclasses import dataclass
from typing import Final

from infra.surge.report.advice import advice
from infra.surge.report.judgements import figure, missed
from infra.surge.report.words import done
from infra.surge.rush import Run
from loadtests.thresholds import Judged

_WARD: Final = 690_000
"""The ward that the targets speak of."""
_BOOKS: Final = ("book", "confirm")
"""Requests that make bookings, the likelier first."""
_DEEDS: Final = (*_BOOKS, "attacked", "next screen")
"""Of which the report speaks; where none makes bookings, what people wait for."""
_NOTHING_PROVEN: Final = (
    "the drill was not whole: what follows is what is known of it, and it proves nothing"
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    passed: bool
    headline: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...] = ()
    """What to do next."""

    @property
    def lines(self) -> list[str]:
        """As they are read on a terminal."""
        return [self.headline, *self.reasons, *(f"Next: {each}" for each in self.advice)]


def judge(run: Run) -> Verdict:
    """Passed: every limit of the drill holds; whatever the auditor found broken is one of them."""
    reasons = [_NOTHING_PROVEN] if run.broken_off else []
    reasons += [f"broken: {each.rule} ({each.broken})" for each in run.findings if not each.holds]
    reasons += [_told(each) for each in run.judged if not each.holds]
    told = "passed" if not reasons else f"FAILED ({_why(run)})"
    return Verdict(
        passed=not reasons,
        headline=f"{run.drill.name} {told}: {_done(run, of_ward=not reasons)}",
        reasons=tuple(reasons),
        advice=tuple(advice(run)),
    )


def deed_of(run: Run) -> str:
    """The request that the report speaks of."""
    return next((each for each in _DEEDS if each in run.counted), _DEEDS[0])


def _why(run: Run) -> str:
    return f"not whole: {run.broken_off}" if run.broken_off else _count(run)


def _count(run: Run) -> str:
    """Of what is not as it should be."""
    rules = sum(not each.holds for each in run.findings)
    limits = sum(not each.holds for each in run.judged)
    told = [f"{limits} of {len(run.judged)} limits missed"] if limits else []
    return ", ".join([*told, *([f"{rules} of {len(run.findings)} rules broken"] if rules else [])])


def _done(run: Run, *, of_ward: bool) -> str:
    what, number = done(run)
    return f"{number} {what.lower()}{_pace(run, of_ward=of_ward)}"


def _pace(run: Run, *, of_ward: bool) -> str:
    """How fast the request was that made them; what that means for a ward, if nobody held back."""
    made = run.counted.get(deed_of(run))
    if made is None or deed_of(run) not in _BOOKS:
        return ""
    told = f", {made.a_second:,.0f} a second, p99 {made.p99:.0f} ms"
    if not of_ward or run.drill.pace or run.drill.model == "open":
        return told
    seconds = _WARD / max(made.a_second, 1)
    return f"{told}; a ward of {_WARD:,} would take {seconds:,.0f} s at that rate"


def _told(broken: Judged) -> str:
    if broken.measured is None or broken.allowed is None:
        return f"{broken.limit}: not measured"
    limit = f"{broken.limit}" + (f" = {figure(broken.allowed)}" if "*" in broken.limit else "")
    return f"{limit}: measured {figure(broken.measured)}, {missed(broken)}"
