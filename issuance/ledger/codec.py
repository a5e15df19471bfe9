"""The stored form of a fact: JSON under the fact's own name, with version, time and actor."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, cast, get_type_hints
from uuid import UUID

import msgspec

from issuance.ledger.facts import Json, Recorded, StoredForm, class_of, form_of
from issuance.ledger.guard import holds_individual_number


class FactHoldsNumberError(Exception):
    """A fact was about to hold an Individual Number; nothing was stored."""


class _Stored(msgspec.Struct, frozen=True):
    v: int
    at: datetime
    by: str
    fact: msgspec.Raw


_WORDLESS: frozenset[object] = frozenset(
    {UUID, tuple[UUID, ...], int, bool, date, datetime, datetime | None, date | None}
)
_SHORTEST = 12
"""Digits of an Individual Number."""
_encoder = msgspec.json.Encoder()
_stored = msgspec.json.Decoder(_Stored)
_decoders: dict[type, msgspec.json.Decoder[object]] = {}


def encode(recorded: Recorded[object]) -> tuple[str, bytes]:
    """The fact's stored name, and its state as bytes.

    Raises:
        FactHoldsNumberError: a text holds what looks like an Individual Number.
        ValueError: the time has no zone.
    """
    form = form_of(type(recorded.fact))
    _refuse_individual_number(recorded.fact)
    head = _head(form.version, recorded.at, recorded.by)
    return form.topic, head + _encoder.encode(recorded.fact) + b"}"


def decode(stream_id: UUID, version: int, position: int, topic: str, state: bytes) -> Recorded[Any]:
    """Read a stored fact as the class declared today, older versions lifted by its upcasters."""
    stored = _stored.decode(state)
    return Recorded(
        stream_id=stream_id,
        version=version,
        position=position,
        at=stored.at,
        by=stored.by,
        fact=_fact(class_of(topic), stored),
    )


@lru_cache(maxsize=512)
def _head(version: int, at: datetime, by: str) -> bytes:
    """A `_Stored` up to its fact; the facts of one command share it."""
    if at.utcoffset() is None:
        raise ValueError("a fact's time needs its zone")
    stored = _Stored(version, at.astimezone(UTC), by, msgspec.Raw(b""))
    return _encoder.encode(stored).removesuffix(b"}")


def _fact(cls: type, stored: _Stored) -> object:
    form = form_of(cls)
    if stored.v == form.version:
        if (decoder := _decoders.get(cls)) is None:
            decoder = _decoders[cls] = msgspec.json.Decoder(cls)
        fact: object = decoder.decode(stored.fact)
        return fact
    return msgspec.convert(_lifted(form, stored), cast("type[object]", cls), strict=False)


def _lifted(form: StoredForm, stored: _Stored) -> dict[str, Json]:
    body = cast("dict[str, Json]", msgspec.json.decode(stored.fact))
    for version in range(stored.v, form.version):
        body = form.upcasters[version](body)
    return body


def _refuse_individual_number(fact: object) -> None:
    for name in _wordy_fields(cast("type", type(fact))):
        value = getattr(fact, name)
        if not value or (type(value) is str and len(value) < _SHORTEST):
            continue
        if any(map(holds_individual_number, _texts(value))):
            raise FactHoldsNumberError(f"{type(fact).__name__}.{name}")


@cache
def _wordy_fields(cls: type) -> tuple[str, ...]:
    """The fields that could hold a text: all but those declared as ids, figures and times."""
    declared = get_type_hints(cls)
    names = cast("type[msgspec.Struct]", cls).__struct_fields__
    return tuple(name for name in names if declared[name] not in _WORDLESS)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value that is long enough, however deep; an enum's words are our own."""
    if isinstance(value, str):
        if len(value) >= _SHORTEST and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from _texts(each)
    elif isinstance(value, msgspec.Struct):
        yield from _texts(msgspec.structs.astuple(value))
    elif is_dataclass(value):
        yield from _texts(tuple(getattr(value, field.name) for field in fields(value)))
