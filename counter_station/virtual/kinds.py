"""The virtual cards that `madoguchi virtual-card KIND` can make, by the word for each."""

from dataclasses import replace
from typing import Final

import msgspec

from counter_station.cards.refusals import SecretFormatError
from counter_station.virtual.document_kinds import DOCUMENT_KINDS
from counter_station.virtual.memory import CardMemory
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData, CardJson
from counter_station.virtual.samples import MY_NUMBER
from counter_station.virtual.wanted import Maker, PersonFileError, Wanted, person_file

__all__ = ["KINDS", "Maker", "PersonFileError", "Wanted", "make_my_number_card", "person_file"]


def make_my_number_card(wanted: Wanted) -> VirtualMyNumberCard:
    """A My Number card; raises PersonFileError."""
    data = _card_data(wanted.person) if wanted.person else MY_NUMBER
    if wanted.serial:
        data = replace(data, serial=wanted.serial)
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
    **DOCUMENT_KINDS,
}
"""Each word, and what makes that card from what is wanted."""
