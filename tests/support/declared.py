"""Every fact that any room declares, and made-up ones of each kind."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, cast, get_args, get_origin, get_type_hints

import hypothesis.strategies as st

import booking_web.documents
import booking_web.timetable
import counter_station.visit
import issuance.alerts
import issuance.capacity
import issuance.cases
import issuance.custody
import issuance.identity
import issuance.invitations
import issuance.notices
import issuance.pins
import issuance.planning
import issuance.shipments
import issuance.staffing
import issuance.viewing
import issuance.visits
from issuance.ledger.facts import class_of, declared_topics
from issuance.ledger.guard import holds_individual_number

_ROOMS = (
    booking_web.documents,
    booking_web.timetable,
    counter_station.visit,
    issuance.alerts,
    issuance.capacity,
    issuance.cases,
    issuance.custody,
    issuance.identity,
    issuance.invitations,
    issuance.notices,
    issuance.planning,
    issuance.staffing,
    issuance.pins,
    issuance.viewing,
    issuance.shipments,
    issuance.visits,
)
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
_TEXTS = st.text(max_size=40).filter(lambda text: not holds_individual_number(text))


def fact_classes() -> list[type]:
    """The facts of all rooms, by stored name; those that tests declare are left out."""
    for room in _ROOMS:
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    classes = map(class_of, declared_topics())
    return [each for each in classes if not each.__module__.startswith("tests.")]


def made_up(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that a fact may hold: times with their zone, numbers that fit JSON."""
    if kind is datetime:
        return _MOMENTS
    if kind is str:
        return _TEXTS
    if kind is int:
        return st.integers(-(2**53), 2**53)
    if get_origin(kind) is tuple:
        return _tuples(get_args(kind))
    if is_dataclass(kind):
        return st.builds(cast("type", kind), **dict(_parts(cast("type", kind))))
    return st.from_type(kind)


def _tuples(kinds: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if kinds[-1] is Ellipsis:
        return st.lists(made_up(kinds[0]), max_size=5).map(tuple)
    return st.tuples(*map(made_up, kinds))


def _parts(cls: type) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    hints = get_type_hints(cls)
    for field in fields(cls):
        yield field.name, made_up(hints[field.name])
