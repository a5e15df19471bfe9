"""The virtual cards that `madoguchi virtual-card KIND` can make, by the word for each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from counter_station.cards.refusals import SecretFormatError
from counter_station.readers.in_process import CardObject
from counter_station.virtual.memory import CardMemory
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData, CardJson
from counter_station.virtual.samples import MY_NUMBER


class PersonFileError(Exception):
    """The person file cannot become a card; the message is one line without its values."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the card is to be like.

    person: the person file's content, None for the invented sample person. fresh: as it left the
    factory, with transport PINs. under15: without what a child's card lacks. lenient: keeps a
    verified PIN when the same application is selected again.
    """

    person: bytes | None = None
    fresh: bool = False
    under15: bool = False
    lenient: bool = False


Maker = Callable[[Wanted], CardObject]


def person_file(path: Path | None) -> bytes | None:
    """The content of a person file, None without one; raises PersonFileError."""
    try:
        return None if path is None else path.read_bytes()
    except OSError as error:
        raise PersonFileError(f"{path}: {error.strerror}") from error


def make_my_number_card(wanted: Wanted) -> VirtualMyNumberCard:
    """A My Number card; raises PersonFileError."""
    data = _card_data(wanted.person) if wanted.person else MY_NUMBER
    if wanted.fresh:
        data = replace(data, pins={}, blocked=frozenset())
    if wanted.under15:
        data = replace(data, signature_certificate=False)
    return VirtualMyNumberCard(CardMemory.fresh(data), lenient=wanted.lenient)


def _card_data(content: bytes) -> CardData:
    try:
        return CardData.from_json(msgspec.json.decode(content, type=CardJson))
    except msgspec.ValidationError as error:
        raise PersonFileError(f"person file: {error}") from error
    except (ValueError, SecretFormatError) as error:
        raise PersonFileError("person file: a date, a kind of PIN or its JSON is wrong") from error


KINDS: Final[dict[str, Maker]] = {
    "mynumber": make_my_number_card,
}
"""Each word, and what makes that card from what is wanted."""
