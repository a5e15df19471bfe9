"""What in a drill's table makes no sense: words where numbers belong, limits that judge nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from loadtests.thresholds import ThresholdError, require_limit

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NUMBERS: Final[Mapping[object, tuple[type, ...]]] = {int: (int,), float: (int, float)}
"""By the type of a field, what it may be."""


def nonsense(parts: "Iterable[DataclassInstance]", limits: Iterable[str]) -> str:
    """The first thing that is found, for people; empty where there is none."""
    for part in parts:
        for each in fields(part):
            value = getattr(part, each.name)
            if each.type in _NUMBERS and not _is_number(value, _NUMBERS[each.type]):
                return f"{each.name} cannot be {value!r}"
    try:
        for limit in limits:
            require_limit(limit)
    except ThresholdError as error:
        return str(error)
    return ""


def _is_number(value: object, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and isinstance(value, int | float) and value >= 0
