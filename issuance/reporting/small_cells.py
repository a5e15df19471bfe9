"""秘匿: small counts are left out of tables for everybody, so that nobody is found in them.

A count from 1 to below the limit is left out. So is one more of its row and of its column, else
the sum would give it away: in no line is exactly one cell missing.
"""

from collections.abc import Iterator, Sequence
from typing import Final

Counts = Sequence[Sequence[int]]
Place = tuple[int, int]

NOBODY: Final = 1
"""With this limit nothing is left out."""


def left_out(counts: Counts, *, limit: int) -> frozenset[Place]:
    """The places to leave out of a table whose last row and column are sums."""
    hidden = {
        (row, column)
        for row, cells in enumerate(counts)
        for column, n in enumerate(cells)
        if 0 < n < limit
    }
    while (more := _one_more(counts, hidden)) is not None:
        hidden.add(more)
    return frozenset(hidden)


def _one_more(counts: Counts, hidden: set[Place]) -> Place | None:
    """A place to leave out beside the only one of its line; None where no line has but one."""
    for line in _lines(counts):
        if sum(each in hidden for each in line) == 1:
            shown = [each for each in line if each not in hidden]
            return min(shown, key=lambda at: (counts[at[0]][at[1]] == 0, counts[at[0]][at[1]], at))
    return None


def _lines(counts: Counts) -> Iterator[list[Place]]:
    height, width = len(counts), len(counts[0]) if counts else 0
    for row in range(height):
        yield [(row, column) for column in range(width)]
    for column in range(width):
        yield [(row, column) for row in range(height)]
