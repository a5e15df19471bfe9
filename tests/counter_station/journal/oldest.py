"""The fact that waits longest: tests send a journal empty one by one."""

from typing import Any

from counter_station.journal.journal import Journal


def next_unsent(journal: Journal) -> Any:
    """Its position and message (None: nothing to send); None where nothing waits."""
    following = journal.following(1)
    return (following[0][0].position, following[0][0].message) if following else None
