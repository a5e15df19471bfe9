"""What somebody who tries things out wants a virtual card to be like."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter_station.readers.in_process import CardObject


class PersonFileError(Exception):
    """The person file cannot become a card; the message is one line without its values."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the card is to be like.

    person: the person file's content, None for the invented sample person. fresh: as it left the
    factory, with transport PINs; of a licence, without PINs. under15: without what a child's card
    lacks. lenient: keeps a verified PIN when the same application is selected again. serial: a My
    Number card's number, 15 digits; "": the person's own.
    """

    person: bytes | None = None
    fresh: bool = False
    under15: bool = False
    lenient: bool = False
    serial: str = ""


Maker = Callable[[Wanted], CardObject]


def person_file(path: Path | None) -> bytes | None:
    """The content of a person file, None without one; raises PersonFileError."""
    try:
        return None if path is None else path.read_bytes()
    except OSError as error:
        raise PersonFileError(f"{path}: {error.strerror}") from error
