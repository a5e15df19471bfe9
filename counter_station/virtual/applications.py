"""The applications of a virtual My Number card, each by its AID; cards.md §3.2."""

from typing import Final

from counter_station.virtual.files import (
    FOUR_DIGITS,
    Application,
    ChangeCommand,
    DataFile,
    PinFile,
)
from counter_station.virtual.jpki_application import JPKI_AID, jpki_files
from counter_station.virtual.memory import CardMemory
from counter_station.virtual.text_application import TEXT_AID, text_files

COMMON_AID: Final = bytes.fromhex("D3921000310001010100")
JUKI_AID: Final = bytes.fromhex("D3921000310001010401")


def applications(memory: CardMemory) -> dict[bytes, Application]:
    """Every application by its AID; files by their id."""
    return {
        COMMON_AID: {
            0x0001: DataFile(content=lambda: memory.data.record, is_record=True),
            0x001C: _register_pin(memory, "common.001C"),
        },
        JUKI_AID: {0x001C: _register_pin(memory, "juki.001C")},
        TEXT_AID: text_files(memory),
        JPKI_AID: jpki_files(memory),
    }


def _register_pin(memory: CardMemory, name: str) -> PinFile:
    return PinFile(pin=memory.pins[name], lengths=FOUR_DIGITS, change=ChangeCommand.CHANGE_KEY)
