"""The applications of a virtual My Number card and what lies in them; cards.md §3.2."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from counter_station.virtual.certificates import certificate, new_key
from counter_station.virtual.memory import CardMemory, StoredPin
from counter_station.virtual.personalisation import CardData
from counter_station.virtual.tlv import text_attributes, tlv

COMMON_AID = bytes.fromhex("D3921000310001010100")
JUKI_AID = bytes.fromhex("D3921000310001010401")
TEXT_AID = bytes.fromhex("D3921000310001010408")
JPKI_AID = bytes.fromhex("D392F000260100000001")

_PRESENT, _ABSENT = 0x8F, 0x00
_TOKEN_INFO_BYTES = 160
# The card of a living person has 12 digits here. No virtual card has a number: zeros.
_NO_NUMBER = tlv(0xFF10, b"0" * 12) + b"\xff\xff"


class ChangeCommand(Enum):
    """Which command a reference is changed by."""

    NONE = "none"
    CHANGE_KEY = "change-key"  # 80 32
    CHANGE_REFERENCE_DATA = "change-reference-data"  # 00 24


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """Readable bytes, made when first asked for; open to anybody, or after one of `opens_with`."""

    content: Callable[[], bytes]
    opens_with: frozenset[int] = frozenset()
    is_record: bool = False


@dataclass(frozen=True, kw_only=True)
class PinFile:
    """A reference. `password` tells the letters-and-digits form from the digits form."""

    pin: StoredPin
    lengths: range
    change: ChangeCommand
    password: bool = False


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """A private key, usable after its PIN."""

    pem: Callable[[], str]
    opens_with: int


CardFile = DataFile | PinFile | KeyFile
Application = Mapping[int, CardFile]
_FOUR = range(4, 5)


def applications(memory: CardMemory) -> dict[bytes, Application]:
    """Every application by its AID; files by their id."""
    return {
        COMMON_AID: {
            0x0001: DataFile(content=lambda: memory.data.record, is_record=True),
            0x001C: _four_digits(memory, "common.001C", ChangeCommand.CHANGE_KEY),
        },
        JUKI_AID: {0x001C: _four_digits(memory, "juki.001C", ChangeCommand.CHANGE_KEY)},
        TEXT_AID: _text(memory),
        JPKI_AID: _jpki(memory),
    }


def _four_digits(memory: CardMemory, name: str, change: ChangeCommand) -> PinFile:
    return PinFile(pin=memory.pins[name], lengths=_FOUR, change=change)


def _text(memory: CardMemory) -> Application:
    files: dict[int, CardFile] = {
        0x0001: DataFile(content=lambda: _NO_NUMBER, opens_with=frozenset({0x11})),
        0x0011: _four_digits(memory, "text.0011", ChangeCommand.CHANGE_REFERENCE_DATA),
        0x0012: _four_digits(memory, "text.0012", ChangeCommand.NONE),
    }
    holder = memory.data.holder
    if holder is not None:
        attributes = text_attributes(holder.name, holder.address, holder.birth_date, holder.sex)
        files[0x0002] = DataFile(content=lambda: attributes, opens_with=frozenset({0x11, 0x15}))
        files[0x0015] = PinFile(
            pin=memory.pins["text.0015"], lengths=range(14, 15), change=ChangeCommand.NONE
        )
    return files


def _jpki(memory: CardMemory) -> Application:
    data = memory.data
    flags = bytes((_flag(data.signature_certificate), _flag(data.authentication_certificate), 0))
    files: dict[int, CardFile] = {
        0x0006: DataFile(content=lambda: b"JPKIAPICCTOKEN2".ljust(_TOKEN_INFO_BYTES)),
        0x0008: DataFile(content=lambda: flags),
    }
    if data.signature_certificate:
        files |= {
            0x0001: _certificate(memory, "sign", opens_with=frozenset({0x1B})),
            0x0002: _certificate(memory, "sign-ca"),
            0x001A: KeyFile(pem=lambda: _key(memory, "sign"), opens_with=0x1B),
            0x001B: PinFile(
                pin=memory.pins["jpki.001B"],
                lengths=range(6, 17),
                change=ChangeCommand.CHANGE_REFERENCE_DATA,
                password=True,
            ),
        }
    if data.authentication_certificate:
        files |= {
            0x000A: _certificate(memory, "auth"),
            0x000B: _certificate(memory, "auth-ca"),
            0x0017: KeyFile(pem=lambda: _key(memory, "auth"), opens_with=0x18),
            0x0018: _four_digits(memory, "jpki.0018", ChangeCommand.CHANGE_REFERENCE_DATA),
        }
    return files


def _flag(present: bool) -> int:  # one byte for one flag
    return _PRESENT if present else _ABSENT


def _certificate(
    memory: CardMemory, name: str, opens_with: frozenset[int] = frozenset()
) -> DataFile:
    def content() -> bytes:
        return certificate(
            _key(memory, name),
            subject=_subject(memory.data, name),
            expires_on=memory.data.expires_on,
        )

    return DataFile(content=content, opens_with=opens_with)


def _subject(data: CardData, name: str) -> str:
    return f"TEST {name} {data.serial}"


def _key(memory: CardMemory, name: str) -> str:
    """The throw-away key called *name*, made when first needed and then kept."""
    if name not in memory.keys:
        memory.keys[name] = new_key()
        memory.changes += 1
    return memory.keys[name]
