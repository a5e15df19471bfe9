"""The machine-readable zone of a passport (旅券), as data group 1 holds it: two lines of 44.

It has the name in Latin letters only, and no address. Source: ICAO Doc 9303-4 §4.2.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from counter_station.cards.document_secrets import check_digit
from counter_station.cards.reading import Sex
from counter_station.cards.refusals import UnreadableContentError

_LINE: Final = 44
_CENTURY: Final = 2000
_SEXES: Final = {"M": Sex.MALE, "F": Sex.FEMALE, "<": Sex.OTHER}
_CHECKED: Final = ((0, 9), (13, 19), (21, 27))  # number, birth date, expiry; their digit follows


@dataclass(frozen=True, kw_only=True)
class MachineReadableZone:
    """What the two lines say. `name` is family name, a space, given names."""

    name: str = field(repr=False)
    birth_on: date | None = field(repr=False)
    sex: Sex = field(repr=False)
    expires_on: date


def parse(content: bytes) -> MachineReadableZone:
    """Take the 88 characters apart; raises UnreadableContentError where digits do not check."""
    zone = content.decode("ascii", "replace")
    first, second = zone[:_LINE], zone[_LINE:]
    if len(second) != _LINE or not first.startswith("P"):
        raise UnreadableContentError
    if any(check_digit(second[start:end]) != second[end] for start, end in _CHECKED):
        raise UnreadableContentError
    expires_on = _date(second[21:27], latest_year=_CENTURY + 99)
    if expires_on is None:
        raise UnreadableContentError
    return MachineReadableZone(
        name=_name(first[5:]),
        birth_on=_date(second[13:19], latest_year=expires_on.year),
        sex=_SEXES.get(second[20], Sex.OTHER),
        expires_on=expires_on,
    )


def _name(field_text: str) -> str:
    family, _, given = field_text.rstrip("<").partition("<<")
    return " ".join(f"{family} {given}".replace("<", " ").split())


def _date(written: str, *, latest_year: int) -> date | None:
    """YYMMDD in the latest century that *latest_year* allows; None for an unknown part (<).

    So a person born more than a hundred years before the expiry is taken for a child: the clerk
    sees the face.
    """
    if not written.isdigit():
        return None
    year = _CENTURY + int(written[:2])
    try:
        return date(
            year if year <= latest_year else year - 100, int(written[2:4]), int(written[4:])
        )
    except ValueError:
        return None
