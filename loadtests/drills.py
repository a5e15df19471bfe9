"""What a drill is to be like, as `drills.toml` says it; standard library only, for Locust too."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal

from loadtests.sense import nonsense

DRILLS: Final = Path(__file__).with_name("drills.toml")
EVERY: Final = "every"
"""The table whose values hold for each drill that does not say otherwise."""
_PARTS: Final = ("people", "ward", "site", "scene")


class DrillError(Exception):
    """There is no such drill, or its table says something that no drill has."""


@dataclass(frozen=True, kw_only=True)
class People:
    """How residents behave. Shares are of 1; seconds are means, or limits where so named."""

    think_seconds: float = 0.0
    """On each page before it is answered, exponentially distributed; 0: machines."""
    leave: float = 0.0
    """Who goes away in the middle, at a page of chance."""
    reload: float = 0.0
    """Of pages that are opened a second time at once."""
    patience_seconds: float = 30.0
    """After so long without an answer the same request is sent again, with the same key."""
    tries: int = 5


@dataclass(frozen=True, kw_only=True)
class WardPlan:
    """What is seeded before the drill."""

    residents: int
    """With a notice and no appointment: those who come."""
    slots: int
    places: int
    """Of each slot."""
    booked: int = 0
    """Others, who have their appointment already."""
    bring: Literal["number", "session"] = "number"
    """What residents hold: a notice number and a birthday, or a session as after signing in."""


@dataclass(frozen=True, kw_only=True)
class Drill:
    """One drill; the keys are explained at the head of `drills.toml`."""

    name: str
    says: str
    scenario: str
    model: Literal["closed", "open"]
    seconds: float
    users: int
    people: People
    ward: WardPlan
    shape: str = "steady"
    house: str = "booking"
    processes: int = 0
    site_processes: int = 1
    pace: float = 0.0
    site: Mapping[str, str | int | float | bool]
    scene: Mapping[str, str | int | float]
    thresholds: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A number of the scene."""
        return float(self.scene.get(name, otherwise))


def drill_names(path: Path = DRILLS) -> dict[str, str]:
    """Every drill with what it says of itself."""
    return {name: each["says"] for name, each in _tables(path).items() if name != EVERY}


def load_drill(
    name: str, *, short: bool = False, changed: Iterable[str] = (), path: Path = DRILLS
) -> Drill:
    """A drill of the file; `short`: its edition of seconds; `changed`: "ward.places=3" and so on.

    Raises:
        DrillError: no such drill, or a key that no drill has.
    """
    tables = _tables(path)
    if name not in tables or name == EVERY:
        raise DrillError(f"no drill {name}; there are: {', '.join(drill_names(path))}")
    every: dict[str, Any] = tables.get(EVERY, {})
    told: dict[str, Any] = dict(tables[name])
    in_short: dict[str, Any] = told.pop("short", {})
    layers = [told, in_short if short else {}, *map(_change, changed)]
    merged: dict[str, Any] = {**every, "thresholds": []}
    for layer in layers:
        merged = _merge(merged, layer)
    merged["thresholds"] = [*every.get("thresholds", ()), *merged.get("thresholds", ())]
    return from_table({"name": name, **merged})


def from_table(table: Mapping[str, Any]) -> Drill:
    """The drill that a table, or the JSON of `write_drill`, tells of. Raises DrillError."""
    told: dict[str, Any] = {**{part: {} for part in _PARTS}, **table}
    try:
        told["people"], told["ward"] = People(**told["people"]), WardPlan(**told["ward"])
        for several in ("thresholds", "evidence"):
            told[several] = tuple(told.get(several, ()))
        drill = Drill(**told)
    except TypeError as error:
        known = ", ".join(each.name for each in fields(Drill))
        raise DrillError(f"drill {table.get('name')}: {error} (known: {known})") from error
    if wrong := nonsense((drill, drill.people, drill.ward), drill.thresholds):
        raise DrillError(f"drill {drill.name}: {wrong}")
    return drill


def write_drill(drill: Drill, path: Path) -> None:
    """For the crowd's processes, here or on other machines."""
    path.write_text(json.dumps(asdict(drill), indent=1), encoding="utf-8")


def read_drill(path: Path) -> Drill:
    return from_table(json.loads(path.read_text(encoding="utf-8")))


def _tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {name for name in _PARTS if name in below and name in above}
    return {**below, **above, **{name: {**below[name], **above[name]} for name in both}}


def _change(text: str) -> dict[str, Any]:
    """`users=50`, `ward.places=3`, `shape=ramp`: what stands after the sign is TOML, or a word."""
    key, _, value = text.partition("=")
    try:
        read: Any = tomllib.loads(f"v = {value}")["v"]
    except tomllib.TOMLDecodeError:
        read = value
    part, _, inner = key.strip().partition(".")
    return {part: {inner: read}} if inner else {part: read}
