"""Whether a drill was whole: what was broken off, lost or restarted on the way proves nothing."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from infra.surge.watching.sampling import is_alive
from infra.surge.watching.server_side import Look
from loadtests.auditor import Finding

WHOLE: Final = frozenset({"crowd_came", "crowd_told", "house_stood", "clock_steady"})
"""Findings of this module by name."""
_ENDED: Final = "ended"
"""Locust's word for why the drill ended (loadtests/crowd/ending.py)."""
_JUMP_SECONDS: Final = 0.5
"""Between two looks; a clock that is only slowed or hurried changes far less."""


def crowd_whole(folder: Path) -> list[Finding]:
    """Of a drill whose people were Locust's; *folder* is the drill's."""
    word = folder / _ENDED
    ended = word.read_text(encoding="ascii") if word.exists() else ""
    return [
        finding(
            "crowd_came",
            "people came until the time was over or everybody had gone",
            [] if ended else ["Locust was ended from outside"],
        ),
        finding(
            "crowd_told",
            "each process of the crowd left its journal and its seconds",
            _missing(folder),
        ),
    ]


def house_whole(processes: Mapping[str, int], looks: Sequence[Look]) -> list[Finding]:
    """Asked while the house still stands. *processes*: ids by name, as they were opened."""
    gone = [f"{name} has ended" for name, pid in processes.items() if not is_alive(pid)]
    return [
        finding("house_stood", "every process that was opened for the drill runs to its end", gone),
        finding("clock_steady", "nobody set the clock of this machine meanwhile", _jumps(looks)),
    ]


def finding(name: str, rule: str, broken: Sequence[str]) -> Finding:
    return Finding(name=name, rule=rule, broken=len(broken), examples=tuple(broken[:5]))


def _missing(folder: Path) -> list[str]:
    """Of pairs of which one is there."""
    journals, seconds = (
        {path.name.partition("-")[2] for path in folder.glob(f"{kind}-*")}
        for kind in ("journal", "seconds")
    )
    return [
        *(f"no journal-{turn}" for turn in sorted(seconds - journals)),
        *(f"no seconds-{turn}" for turn in sorted(journals - seconds)),
    ]


def _jumps(looks: Sequence[Look]) -> list[str]:
    """By how much the clock went another way than one that nobody can set."""
    jumps = [
        (after.at - before.at) - (after.steady - before.steady) for before, after in pairwise(looks)
    ]
    return [f"by {each:+.1f} s" for each in jumps if abs(each) > _JUMP_SECONDS]
