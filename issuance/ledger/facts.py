"""Facts, and the envelope that says where a fact stands in its stream and in the log."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from inspect import get_annotations
from typing import Any, Generic, TypeVar, cast, dataclass_transform
from uuid import UUID

from msgspec import Struct, defstruct

F = TypeVar("F")
F_co = TypeVar("F_co", covariant=True)
S = TypeVar("S")
T = TypeVar("T")

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Upcaster = Callable[[dict[str, Json]], dict[str, Json]]


@dataclass(frozen=True, kw_only=True)
class StoredForm:
    """How a kind of fact is stored: its name, its version, and how older versions are read."""

    topic: str
    version: int
    upcasters: Mapping[int, Upcaster]


_form_of: dict[type, StoredForm] = {}
_class_of: dict[str, type] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make the class a frozen `msgspec.Struct`, which `dataclasses` still understands.

    It is several times cheaper to make, read and write than a dataclass.
    """
    types = get_annotations(cls)
    declared = [(n, t, vars(cls)[n]) if n in vars(cls) else (n, t) for n, t in types.items()]
    rest = {n: v for n, v in vars(cls).items() if n not in {*types, "__dict__", "__weakref__"}}
    described: Any = dataclass(frozen=True, kw_only=True)(cls)
    rest["__dataclass_fields__"] = described.__dataclass_fields__
    made: Any = defstruct(
        cls.__name__,
        declared,
        module=cls.__module__,
        namespace=rest,
        frozen=True,
        kw_only=True,
        gc=False,  # frozen values hold no circles
    )
    return cast("type[T]", made)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(
    topic: str, version: int = 1, upcasters: Mapping[int, Upcaster] | None = None
) -> Callable[[type[T]], type[T]]:
    """Declare a fact and the name it is stored under, which never changes.

    The class becomes a `value`.

    A new optional field gets a default. A changed field raises *version* and adds the upcaster
    that turns the stored fields of the version before into the next one's.
    """
    form = StoredForm(topic=topic, version=version, upcasters=upcasters or {})
    if set(form.upcasters) != set(range(1, version)):
        msg = f"{topic}: each version below {version} needs its upcaster"
        raise TypeError(msg)

    def declare(cls: type[T]) -> type[T]:
        declared = value(cls)
        if topic in _class_of:
            msg = f"two facts are named {topic}"
            raise TypeError(msg)
        _class_of[topic] = declared
        _form_of[declared] = form
        return declared

    return declare


def form_of(cls: type) -> StoredForm:
    return _form_of[cls]


def class_of(topic: str) -> type:
    """The class of the facts stored under *topic*.

    Raises:
        KeyError: no such fact is declared (its room was not imported, or it never existed).
    """
    return _class_of[topic]


def declared_topics() -> list[str]:
    return sorted(_class_of)


class Recorded(Struct, Generic[F_co], frozen=True, kw_only=True, gc=False):
    """One fact and where it stands.

    `version` counts from 1 in the fact's stream, `position` from 1 in the whole log (0: not yet
    stored). `by` names the actor without naming a person: "resident", "staff:K01", "worker".
    """

    stream_id: UUID
    version: int
    position: int = 0
    at: datetime
    by: str
    fact: F_co


class Stream(Struct, Generic[S, F], frozen=True, gc=False):
    """What a stream's facts add up to so far, and where the next one goes."""

    id: UUID
    state: S
    evolve: Callable[[S, F], S]
    version: int = 0

    def replay(self, history: Iterable[Recorded[F]]) -> "Stream[S, F]":
        state, version = self.state, self.version
        for recorded in history:
            state, version = self.evolve(state, recorded.fact), recorded.version
        return Stream(self.id, state, self.evolve, version)

    def next(self, fact: F, *, at: datetime, by: str) -> Recorded[F]:
        """The fact in the place after what the stream holds."""
        version = self.version + 1
        return Recorded(stream_id=self.id, version=version, at=at, by=by, fact=fact)

    def after(self, recorded: Recorded[F]) -> "Stream[S, F]":
        """The stream with one more fact."""
        state = self.evolve(self.state, recorded.fact)
        return Stream(self.id, state, self.evolve, recorded.version)

    def record(self, facts: Iterable[F], *, at: datetime, by: str) -> list[Recorded[F]]:
        """Give each new fact its place after what the stream holds."""
        return [
            Recorded(stream_id=self.id, version=version, at=at, by=by, fact=each)
            for version, each in enumerate(facts, start=self.version + 1)
        ]
