"""The card of applicant 1 and the PINs that were sealed for it."""

from dataclasses import replace
from uuid import UUID

from counter_station.readers.in_process import CardObject, InProcessReader
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData
from issuance.pins.card import WritableCard
from issuance.pins.kinds import ASKING_ORDER, PinKind
from issuance.pins.references import pin_files_for
from tests.issuance.application.house import serial_of
from tests.support.facts import EXPECTING

TENANT, CASE = "131237", UUID(int=1)
PINS = {kind: "KXW739PQ" if kind is PinKind.SIGNATURE else "7394" for kind in ASKING_ORDER}
DATA = CardData(serial=serial_of(1), municipality=TENANT[:5], expires_on=EXPECTING.expires_on)
_KEYS: dict[str, str] = {}
"""Making a card's keys takes half a second: the cards of one run share them."""


def card_data(number: int = 1, **other: object) -> CardData:
    return replace(DATA, serial=serial_of(number), **other)  # type: ignore[arg-type]


def fresh_card(number: int = 1) -> VirtualMyNumberCard:
    card = VirtualMyNumberCard.fresh(card_data(number))
    card.memory.keys = _KEYS
    return card


def takes_the_new_pins(reader: InProcessReader, card: CardObject) -> bool:
    """Every reference answers to the holder's PIN, with all its tries."""
    reader.insert(card)
    with reader.open(reader.name) as link:
        writable = WritableCard(link)
        return all(
            writable.tries(file) == file.full_tries
            and writable.accepts(file, PINS[file.kind].encode())
            and writable.tries(file) == file.full_tries
            for file in pin_files_for(frozenset(PINS))
        )
