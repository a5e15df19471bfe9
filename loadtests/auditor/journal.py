"""What clients noted of the answers they got, one line an answer, apart from anything of ours.

    notice slot key outcome answered-at [asked [began-at]]

Times are seconds since 1970. `outcome`: confirmed, held, moved, cancelled, joined, left; taken (by
somebody else), refused, or unknown when no answer ever came. `asked`: book (where nothing is said),
confirm, hold, move, cancel, join, leave. A repeat has the key of its first line. Where nobody waits
for a slot, it is all zeros.

At the counters a visit stands for the notice, its person for the slot, the station for the key;
`asked` is the step (call, identity, pins, delivery, finish), `outcome` done.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

_LONGEST_WAIT_SECONDS: Final = 180.0
"""So long before its answer something was asked for at most, where the line does not tell."""


class Told(NamedTuple):
    """One answer; `began` is when it was asked for."""

    notice: UUID
    slot: UUID
    key: str
    outcome: str
    at: datetime
    asked: str
    began: datetime


def read_journal(path: Path) -> Iterator[Told]:
    """All lines; the last one may have been cut off, and is left out then."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield _told(line)


def _told(line: str) -> Told:
    notice, slot, key, outcome, at, *more = line.split()
    answered = float(at)
    return Told(
        notice=UUID(notice),
        slot=UUID(slot),
        key=key,
        outcome=outcome,
        at=_time(answered),
        asked=more[0] if more else "book",
        began=_time(float(more[1]) if more[1:] else answered - _LONGEST_WAIT_SECONDS),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
