"""控え: what somebody takes along from the counter, on A6, in their language; it names nobody."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import msgspec

from issuance.printing.codes import qr_rows
from issuance.printing.compiling import to_pdf
from issuance.printing.dates import day
from issuance.printing.readings import pieces

_WORDS: Final = Path(__file__).parent / "words" / "receipt.toml"
_BY_POST: Final = frozenset({"registered-mail", "addressee-only-mail"})
_STATUS: Final = "/mine"
"""Where the booking site shows what became of a card, after signing in there."""


@dataclass(frozen=True, kw_only=True)
class _Words:
    title: str
    reference: str
    registered: str
    pinless: str
    travel: str
    status: str
    call: str
    no_forwarding: str
    pins: dict[str, str]
    travels: dict[str, str]
    notes: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """*pins*: values of PinKind, none for a card without; *travel*: the value of a DeliveryMode."""

    on: date
    reference: str
    pins: Sequence[str]
    travel: str | None


@cache
def _catalogue() -> dict[str, _Words]:
    return msgspec.convert(tomllib.loads(_WORDS.read_text("utf-8")), dict[str, _Words])


def receipt_languages() -> tuple[str, ...]:
    return tuple(_catalogue())


def receipt(
    content: Receipt, language: str, *, office: str, phone: str, site: str, printed_at: datetime
) -> bytes:
    """A page of A6 in one of `receipt_languages()`; the code leads to the booking site.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    words = _catalogue()[language]
    registered = [words.pins[kind] for kind in content.pins] or [words.pinless]
    data = {
        "language": language,
        "title": pieces(words.title),
        "on": pieces(day(content.on, language)),
        "reference": [pieces(words.reference), f"{content.reference[:4]}-{content.reference[4:]}"],
        "registered": [pieces(words.registered), [pieces(each) for each in registered]],
        "travel": [pieces(words.travel), _travel(content.travel, words)],
        "status": pieces(words.status),
        "qr": qr_rows(f"{site.rstrip('/')}{_STATUS}?{urlencode({'lang': language})}"),
        "call": pieces(words.call),
        "phone": phone,
        "office": office,
    }
    return to_pdf("receipt", data, made_at=printed_at)


def _travel(travel: str | None, words: _Words) -> list[object]:
    if travel is None:
        return []
    more = [words.no_forwarding] if travel in _BY_POST else []
    return [pieces(each) for each in (words.travels[travel], words.notes[travel], *more)]
