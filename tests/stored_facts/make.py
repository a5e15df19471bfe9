"""Writes a golden sample for each fact that has none yet.

Run as `python -m tests.stored_facts.make`. A sample that exists is never touched:
facts that were stored once are read for ever. Before a fact's first release its file may be
deleted and made anew.
"""

import json
import types
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from msgspec import Struct

from issuance.ledger.codec import encode
from issuance.ledger.facts import Recorded, form_of
from tests.support.declared import fact_classes

FOLDER = Path(__file__).parent / "samples"
STREAM = UUID("3f0a6c52-2c1e-4d0f-9a35-6e6f74696365")
_AT = datetime(2026, 11, 22, 0, 30, 0, 250_000, tzinfo=UTC)
_PLAIN: dict[object, object] = {
    str: "済-A-03",
    int: 3,
    bool: True,
    UUID: UUID("9d2b1a70-7a6e-5c3f-8b1d-0c5f2f6f6b01"),
    date: date(2028, 2, 29),
    time: time(9, 15),
    datetime: datetime(2026, 11, 23, 23, 30, tzinfo=UTC),
    bytes: b"sealed",
}


def sample_path(topic: str) -> Path:
    return FOLDER / f"{topic}.json"


def read_samples(topic: str) -> dict[int, dict[str, Any]]:
    """The stored forms kept for a topic, by version."""
    path = sample_path(topic)
    kept = json.loads(path.read_text("utf-8")) if path.exists() else []
    return {each["v"]: each for each in kept}


def sample(kind: Any) -> Any:
    """The same value of a type each time, every part of it filled."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return sample(next(each for each in get_args(kind) if each is not type(None)))
    if get_origin(kind) is tuple:
        return tuple(sample(each) for each in get_args(kind) if each is not Ellipsis)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Struct)):
        cls, hints = cast("type", kind), get_type_hints(kind)
        return cls(**{name: sample(hints[name]) for name in hints})
    raise TypeError(kind)


def make_missing() -> list[str]:
    """Write what is missing; return the topics that got a sample."""
    FOLDER.mkdir(exist_ok=True)
    made: list[str] = []
    for cls in fact_classes():
        form = form_of(cls)
        kept = read_samples(form.topic)
        if form.version not in kept:
            recorded = Recorded(
                stream_id=STREAM, version=1, at=_AT, by="staff:K01", fact=sample(cls)
            )
            kept[form.version] = json.loads(encode(recorded)[1])
            _write(form.topic, kept)
            made.append(form.topic)
    return made


def _write(topic: str, kept: dict[int, dict[str, Any]]) -> None:
    lines = [kept[version] for version in sorted(kept)]
    text = json.dumps(lines, ensure_ascii=False, indent=2)
    sample_path(topic).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    print("\n".join(make_missing()) or "nothing was missing")  # noqa: T201 - a tool's answer
