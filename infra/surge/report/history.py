"""All runs of this machine, a line each in surge-history.jsonl, kept beside the report."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2s
from pathlib import Path
from typing import Final

import msgspec

from loadtests.drills import Drill

FILE: Final = "surge-history.jsonl"
_SHOWN: Final = 30


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What is worth comparing: rates and ratios, and where they were measured.

    a_second: bookings. p99: milliseconds. of_saturation: the share of what the site could have
    served. others: cores that everything else on the machine used meanwhile.
    """

    began_at: datetime
    drill: str
    machine: str
    version: str
    passed: bool
    booked: int
    a_second: float
    p99: float
    of_saturation: float
    bookings_a_batch: float
    others: float
    plan: str = ""
    """By `plan_of`; empty in lines that were kept before there was one."""


def plan_of(drill: Drill) -> str:
    """The same for runs of one plan, whatever was asked of it: users, seconds, ward and all."""
    told = msgspec.json.encode(replace(drill, thresholds=()), order="sorted")
    return blake2s(told, digest_size=4).hexdigest()


def keep(folder: Path, past: Past) -> None:
    with (folder / FILE).open("ab") as file:
        file.write(msgspec.json.encode(past) + b"\n")


def comparable(folder: Path, past: Past) -> list[Past]:
    """The latest runs of the same drill by the same plan on the same machine, oldest first."""
    path = folder / FILE
    lines = path.read_bytes().splitlines() if path.exists() else []
    found = [msgspec.json.decode(each, type=Past) for each in lines]
    return [each for each in found if _kind(each) == _kind(past)][-_SHOWN:]


def _kind(past: Past) -> tuple[str, str, str]:
    return past.drill, past.machine, past.plan
