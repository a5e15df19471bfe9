"""Parts, none below nothing, whose sums come nearest to what was measured."""

from collections.abc import Sequence
from itertools import combinations
from math import inf
from typing import Final

_SMALL: Final = 1e-12
"""A pivot of equations that do not tell their unknowns apart."""


def fitted(rows: Sequence[Sequence[float]], measured: Sequence[float]) -> list[float]:
    """The factors of each row's columns, by the least squares of shares of what was measured.

    No factor is below 0: a cost that pays would be an artefact of noise. Rows that measured nothing
    are left out.
    """
    told = [([each / y for each in row], 1.0) for row, y in zip(rows, measured, strict=True) if y]
    width = max(map(len, rows), default=0)
    best, least = [0.0] * width, inf
    for chosen in _choices(width):
        factors = _solved([([row[n] for n in chosen], y) for row, y in told])
        if factors and min(factors) >= 0:
            found = [dict(zip(chosen, factors, strict=True)).get(n, 0.0) for n in range(width)]
            if (off := _off(found, told)) < least:
                best, least = found, off
    return best


def _choices(width: int) -> list[tuple[int, ...]]:
    """Of a few columns, all; the best without a negative one is among them."""
    sizes = range(1, width + 1)
    return [chosen for size in sizes for chosen in combinations(range(width), size)]


def _off(factors: Sequence[float], told: Sequence[tuple[list[float], float]]) -> float:
    sums = (sum(map(float.__mul__, factors, row)) - y for row, y in told)
    return sum(each * each for each in sums)


def _solved(told: Sequence[tuple[list[float], float]]) -> list[float]:
    """By the normal equations; nothing if these do not tell the columns apart."""
    width = len(told[0][0]) if told else 0
    lines = [
        [
            *(sum(row[i] * row[j] for row, _ in told) for j in range(width)),
            sum(row[i] * y for row, y in told),
        ]
        for i in range(width)
    ]
    for i in range(width):
        if lines[i][i] <= _SMALL * sum(row[i] ** 2 for row, _ in told) or not lines[i][i]:
            return []
        lines[i] = [each / lines[i][i] for each in lines[i]]
        for other in (n for n in range(width) if n != i):
            by = lines[other][i]
            lines[other] = [a - by * b for a, b in zip(lines[other], lines[i], strict=True)]
    return [line[-1] for line in lines]
