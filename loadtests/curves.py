"""When people come who do not wait for each other (open model): a moment for each, drawn at chance.

`nine` is an opening as cities have seen it: Yokohama expected a million accesses a minute and got
two in the first one (2021-05-03). A part is there before, the others come at once and ever fewer.
"""

from collections.abc import Callable, Mapping
from math import log
from random import random
from typing import Final

Curve = Callable[[Mapping[str, float]], float]
"""Seconds after the drill began, by the numbers of the scene."""
_IN_TIME: Final = 0.99
"""Of those who come at the opening, so many within `rush_seconds`."""


def even(scene: Mapping[str, float]) -> float:
    """As many in each second of `over_seconds`."""
    return random() * scene["over_seconds"]


def nine(scene: Mapping[str, float]) -> float:
    """`early` of them before `opens_after` seconds, the others within `rush_seconds` of it."""
    opens_after = scene["opens_after"]
    if random() < scene["early"]:
        return random() * opens_after
    mean = scene["rush_seconds"] / -log(1 - _IN_TIME)
    return opens_after - mean * log(1 - random())


CURVES: Final[Mapping[str, Curve]] = {"even": even, "nine": nine}
