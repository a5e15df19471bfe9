"""What a PIN must look like, and when it is easy to guess. Nothing here keeps or logs one."""

import re
from datetime import date
from enum import Enum
from itertools import pairwise

from issuance.errors import Refusal
from issuance.pins.kinds import PinKind

_SIGNATURE = re.compile(rb"(?=.*[0-9])(?=.*[A-Z])[0-9A-Z]{6,16}")
_FOUR_DIGITS = re.compile(rb"[0-9]{4}")
_RUNS = re.compile(r"[0-9]+|[A-Z]+")
_SHORTEST_SEQUENCE = 3

# A Japanese keyboard easily gives full-width forms; a card knows upper case only.
_HALF_WIDTH = {ord("\uff01") + i: chr(0x21 + i) for i in range(0x5E)}
_UPPER = {ord(small): small.upper() for small in "abcdefghijklmnopqrstuvwxyz"}

_ERAS = (
    (date(2019, 5, 1), 2018),
    (date(1989, 1, 8), 1988),
    (date(1926, 12, 25), 1925),
    (date(1912, 7, 30), 1911),
)


class PinFormatError(Refusal):
    """What was typed cannot be this kind of PIN; the message never repeats it."""

    code = "pin-format"

    def __init__(self, kind: PinKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


class Weakness(Enum):
    """Why a PIN is easy to guess: a warning, or a refusal where the ward configures that."""

    BIRTH_DATE = "birth-date"
    REPEATED = "repeated"
    SEQUENCE = "sequence"


def normalise(typed: str) -> str:
    """Half-width, upper case: what the card will be given."""
    return typed.translate(_HALF_WIDTH).translate(_UPPER)


def check_format(kind: PinKind, pin: str | bytes | bytearray) -> None:
    """Refuse what the card would refuse, before the card counts it as a try.

    Args:
        kind: which of the card's PINs it is for.
        pin: as `normalise` returns it. SIGNATURE takes 6 to 16 characters, digits and upper-case
            letters, at least one of each; every other kind takes exactly 4 digits.

    Raises:
        PinFormatError: the length or a character is not allowed.

    Source: domain.md §5; the chip checks only length and type.
    """
    written = pin.encode("ascii", "replace") if isinstance(pin, str) else pin
    pattern = _SIGNATURE if kind is PinKind.SIGNATURE else _FOUR_DIGITS
    if not pattern.fullmatch(written):
        raise PinFormatError(kind)


def weaknesses(pin: str, *, born_on: date | None) -> frozenset[Weakness]:
    """Say what makes a well-formed PIN easy to guess; empty when nothing does.

    Args:
        pin: as `normalise` returns it.
        born_on: the holder's birth date, None when not known here.

    Source: domain.md §5 (Kurayoshi City: no simple rows of digits, no birth date).
    """
    found: set[Weakness] = set()
    if born_on is not None and _tells_birth_date(pin, born_on):
        found.add(Weakness.BIRTH_DATE)
    if _repeats(pin):
        found.add(Weakness.REPEATED)
    if _is_sequence(pin):
        found.add(Weakness.SEQUENCE)
    return frozenset(found)


def _repeats(pin: str) -> bool:
    """1111, 1212, and passwords such as AAAAA1."""
    return pin == pin[:2] * 2 or (len(pin) > len("0000") and len(set(pin)) <= len("A1"))


def _tells_birth_date(pin: str, born_on: date) -> bool:
    month_day, western = f"{born_on:%m%d}", f"{born_on:%y}"
    years = {western, _era_year(born_on)}
    short = {month_day, f"{born_on:%d%m}", f"{born_on:%Y}"}
    short |= {year + f"{born_on:%m}" for year in years} | {f"{born_on:%m}" + western}
    long = {year + month_day for year in years}
    digits = "".join(filter(str.isdigit, pin))
    return digits in short or any(form in digits for form in long)


def _era_year(born_on: date) -> str:
    base = next((base for begins, base in _ERAS if born_on >= begins), 1867)
    return f"{born_on.year - base:02d}"


def _is_sequence(pin: str) -> bool:
    runs: list[str] = _RUNS.findall(pin)
    longest = max(map(len, runs), default=0)
    return longest >= _SHORTEST_SEQUENCE and all(map(_is_row, runs))


def _is_row(run: str) -> bool:
    """1234, 4321, 7890, ABC: every step goes one up, or every step one down."""
    size = 10 if run.isdigit() else 26
    steps = {(ord(after) - ord(before)) % size for before, after in pairwise(run)}
    return steps <= {1} or steps <= {size - 1}
