"""What a virtual card remembers without power: PINs, tries, throw-away keys."""

from dataclasses import dataclass, field
from typing import Self, TypedDict

from counter_station.virtual.certificates import new_key
from counter_station.virtual.personalisation import NO_NUMBER, CardData, CardJson
from issuance.pins.kinds import PinKind, kinds_needed

TRANSPORT_FOUR_DIGITS = b"0000"
TRANSPORT_PASSWORD = b"TRANSP0RT"
_REFERENCES = (
    ("common.001C", PinKind.RESIDENT_REGISTER, 3),
    ("juki.001C", PinKind.RESIDENT_REGISTER, 3),
    ("text.0011", PinKind.CARD_INFO_INPUT, 3),
    ("jpki.0018", PinKind.AUTHENTICATION, 3),
    ("jpki.001B", PinKind.SIGNATURE, 5),
)
"""Application and file, kind, tries of a full counter."""


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
        """A card's first day: transport PINs from the factory, or those it was given."""
        pins = {
            name: _first(data, kind, full)
            for name, kind, full in _REFERENCES
            if kind in _kinds_on(data)
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


def _kinds_on(data: CardData) -> frozenset[PinKind]:
    """The references a card has, usable or, on a pinless card, blocked."""
    return kinds_needed(
        signature_certificate=data.signature_certificate,
        authentication_certificate=data.authentication_certificate,
        pinless=False,
    )


def _first(data: CardData, kind: PinKind, full: int) -> StoredPin:
    transport = TRANSPORT_PASSWORD if kind is PinKind.SIGNATURE else TRANSPORT_FOUR_DIGITS
    given = data.pins.get(kind)
    usable = not data.pinless and kind not in data.blocked
    value = transport if given is None else given.encode()
    return StoredPin(value=value, tries=full if usable else 0, full=full)
