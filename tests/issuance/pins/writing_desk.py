"""A back office desk for tests: one virtual card, one journal, the PINs of one resident."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from counter_station.readers.in_process import CardObject, InProcessReader
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from issuance.pins.card import CardNumber
from issuance.pins.journal import FileJournal
from issuance.pins.kinds import PinKind
from issuance.pins.references import Reference
from issuance.pins.values import PinValues
from issuance.pins.writer import Outcome, set_pins
from tests.counter_station.virtual.made_up import MUNICIPALITY, SERIAL, fresh_card

TYPED = {
    PinKind.SIGNATURE: "HAKO3TANA",
    PinKind.AUTHENTICATION: "4711",
    PinKind.RESIDENT_REGISTER: "9471",
    PinKind.CARD_INFO_INPUT: "2580",
}
EXPECTED = CardNumber(serial=SERIAL, municipality=MUNICIPALITY)
SET = {
    "common.001C": ("9471", 3),
    "juki.001C": ("9471", 3),
    "text.0011": ("2580", 3),
    "jpki.0018": ("4711", 3),
    "jpki.001B": ("HAKO3TANA", 5),
}


class WritingDesk:
    """The card and the journal outlive every attempt."""

    def __init__(self, folder: Path, card: VirtualMyNumberCard | None = None) -> None:
        self.card = card or fresh_card()
        self.journal_path = folder / "setting"

    @property
    def journal(self) -> FileJournal:
        return FileJournal(self.journal_path, serial=SERIAL, envelope_id=UUID(int=2))

    def attempt(
        self,
        on_the_reader: CardObject | None = None,
        *,
        typed: Mapping[PinKind, str] | None = None,
        expected: CardNumber = EXPECTED,
    ) -> dict[Reference, Outcome]:
        """Put the card on the reader and set the PINs, in a new process as it were."""
        reader = InProcessReader()
        reader.insert(on_the_reader or self.card)
        with reader.open(reader.name) as link, PinValues.typed(typed or TYPED) as values:
            return set_pins(link, values, expected=expected, journal=self.journal)

    def on_card(self) -> dict[str, tuple[str, int]]:
        """Value and tries of each reference that the writer sets."""
        pins = self.card.snapshot()["pins"]
        return {name: (pins[name]["value"], pins[name]["tries"]) for name in SET if name in pins}
