"""What a fact does to the tables that are looked at, said row by row.

A projector gathers what a batch of facts does to a row and writes the row once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from itertools import chain
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from issuance.ledger.facts import Recorded


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table and the columns that tell its rows apart."""

    name: str
    key: tuple[str, ...]


class Put(Struct, frozen=True, kw_only=True, gc=False):
    """The row has these values from now on; if there is none, it is made, with `first` beside.

    `added` counts on from what stands there. `existing`: a row that is not there stays away.
    """

    table: Table
    key: tuple[object, ...]
    columns: Mapping[str, object] = {}
    added: Mapping[str, int] = {}
    first: Mapping[str, object] = {}
    existing: bool = False


class Look(Struct, frozen=True, kw_only=True, gc=False):
    """Some values of a row as they stand at this place of the log; None where there is no row.

    A row made within the same batch may still lack a column's default: None is to mean the same.
    """

    table: Table
    key: tuple[object, ...]
    columns: tuple[str, ...]


class Reading(Struct, frozen=True, kw_only=True, gc=False):
    """What is done depends on values that earlier facts left."""

    looks: tuple[Look, ...]
    then: Callable[..., Iterable[Put]]
    """Called with the values, in the order of the looks and their columns."""


def look(table: Table, key: object, *columns: str) -> Look:
    """At a row of a table that is known by one column."""
    return Look(table=table, key=(key,), columns=columns)


class Own(Struct, frozen=True, kw_only=True, gc=False):
    """SQL on tables that only such SQL writes, and that reads no others: it keeps its own order."""

    statement: str
    values: tuple[object, ...]


Statement = tuple[str, tuple[object, ...]]
"""Any other SQL and its values; all rows are written before: for what happens seldom."""
Change = Put | Reading | Own | Statement
Changes = Callable[[Recorded[Any]], Iterable[Change]]
"""What one fact does to one table; of which facts, the type of its parameter says."""


def kinds_of(changes: Changes) -> frozenset[type]:
    """The kinds of facts that *changes* says it takes; none where it takes whatever happens."""
    recorded, *_ = signature(changes).parameters
    taken = get_args(get_type_hints(changes).get(recorded))
    each_of = [get_args(each) or (each,) for each in taken if each is not Any]
    return frozenset(chain.from_iterable(each_of))


Tally = Callable[[Sequence[Recorded[Any]]], Iterable[Put]]
"""What a whole batch adds to counts, whose order says nothing."""


def change(table: Table, *key: object, **columns: object) -> Put:
    """New values for a row that is there."""
    return Put(table=table, key=key, columns=columns, existing=True)
