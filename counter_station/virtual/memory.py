"""What a virtual card remembers without power: PINs, tries, throw-away keys."""

from dataclasses import dataclass, field
from typing import Self, TypedDict

from counter_station.virtual.certificates import new_key
from counter_station.virtual.personalisation import NO_NUMBER, CardData, CardJson

TRANSPORT_FOUR_DIGITS = b"0000"
TRANSPORT_PASSWORD = b"TRANSP0RT"


class PinJson(TypedDict):
    """A stored reference as kept in a file."""

    value: str
    tries: int
    full: int


class Snapshot(TypedDict):
    """A whole card as kept in a file. It holds the PINs: it is the card."""

    card: CardJson
    pins: dict[str, PinJson]
    keys: dict[str, str]


@dataclass(kw_only=True)
class StoredPin:
    """One reference: its value and how many wrong tries it still takes."""

    value: bytes = field(repr=False)
    tries: int
    full: int

    def compare(self, typed: bytes) -> bool:
        """Compare; a right PIN fills the counter, a wrong one takes a try."""
        if typed == self.value:
            self.tries = self.full
            return True
        self.tries -= 1
        return False


@dataclass(kw_only=True)
class CardMemory:
    """The card's lasting state. `changes` grows with every write, so a keeper knows when to save.

    Keys of `pins` are application and file ("jpki.0018"); of `keys` the certificate ("auth").
    """

    data: CardData
    pins: dict[str, StoredPin]
    keys: dict[str, str] = field(default_factory=dict[str, str], repr=False)  # PEM, made when used
    changes: int = 0

    @classmethod
    def fresh(cls, data: CardData) -> Self:
        """A card as it leaves the factory, with transport PINs."""
        four, password = TRANSPORT_FOUR_DIGITS, TRANSPORT_PASSWORD
        values = {"common.001C": (four, 3), "juki.001C": (four, 3), "text.0011": (four, 3)}
        if data.authentication_certificate:
            values["jpki.0018"] = (four, 3)
        if data.signature_certificate:
            values["jpki.001B"] = (password, 5)
        pins = {
            name: StoredPin(value=value, tries=0 if data.pinless else full, full=full)
            for name, (value, full) in values.items()
        }
        pins["text.0012"] = StoredPin(value=b"", tries=0, full=3)  # always blocked
        pins["text.0014"] = StoredPin(value=NO_NUMBER, tries=10, full=10)
        if data.number_b is not None:
            pins["text.0015"] = StoredPin(value=data.number_b, tries=10, full=10)
        return cls(data=data, pins=pins)

    def key(self, name: str) -> str:
        """The throw-away key called *name* as PEM, made when first needed and then kept."""
        if name not in self.keys:
            self.keys[name] = new_key()
            self.changes += 1
        return self.keys[name]

    def snapshot(self) -> Snapshot:
        return {
            "card": self.data.to_json(),
            "pins": {
                name: {"value": pin.value.decode(), "tries": pin.tries, "full": pin.full}
                for name, pin in self.pins.items()
            },
            "keys": dict(self.keys),
        }

    @classmethod
    def from_snapshot(cls, kept: Snapshot) -> Self:
        """A card as it was kept; references that an older version did not know are added."""
        card = cls.fresh(CardData.from_json(kept["card"]))
        card.keys |= kept["keys"]
        for name, pin in kept["pins"].items():
            value = pin["value"].encode()
            card.pins[name] = StoredPin(value=value, tries=pin["tries"], full=pin["full"])
        return card
