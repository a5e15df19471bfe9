"""公的個人認証AP of a virtual card: two RSA-2048 keys, their certificates and their PINs."""

from typing import Final

from counter_station.virtual.certificates import authority_certificate, certificate
from counter_station.virtual.files import (
    FOUR_DIGITS,
    Application,
    CardFile,
    ChangeCommand,
    DataFile,
    KeyFile,
    PinFile,
)
from counter_station.virtual.memory import CardMemory

JPKI_AID: Final = bytes.fromhex("D392F000260100000001")

_PRESENT, _ABSENT = 0x8F, 0x00
_TOKEN_INFO_BYTES = 160
_PASSWORD = range(6, 17)
_SIGN_PIN, _AUTH_PIN = 0x1B, 0x18


def jpki_files(memory: CardMemory) -> Application:
    data = memory.data
    flags = bytes((_flag(data.signature_certificate), _flag(data.authentication_certificate), 0))
    files: dict[int, CardFile] = {
        0x0006: DataFile(content=lambda: b"JPKIAPICCTOKEN2".ljust(_TOKEN_INFO_BYTES)),
        0x0008: DataFile(content=lambda: flags),
    }
    if data.signature_certificate:
        files |= _signature_files(memory)
    if data.authentication_certificate:
        files |= _authentication_files(memory)
    return files


def _signature_files(memory: CardMemory) -> dict[int, CardFile]:
    return {
        0x0001: _certificate(memory, "sign", opens_with=frozenset({_SIGN_PIN})),
        0x0002: _authority(memory, "sign"),
        0x001A: KeyFile(pem=lambda: memory.key("sign"), opens_with=_SIGN_PIN),
        0x001B: PinFile(
            pin=memory.pins["jpki.001B"],
            lengths=_PASSWORD,
            change=ChangeCommand.CHANGE_REFERENCE_DATA,
            password=True,
        ),
    }


def _authentication_files(memory: CardMemory) -> dict[int, CardFile]:
    return {
        0x000A: _certificate(memory, "auth"),
        0x000B: _authority(memory, "auth"),
        0x0017: KeyFile(pem=lambda: memory.key("auth"), opens_with=_AUTH_PIN),
        0x0018: PinFile(
            pin=memory.pins["jpki.0018"],
            lengths=FOUR_DIGITS,
            change=ChangeCommand.CHANGE_REFERENCE_DATA,
        ),
    }


def _flag(present: bool) -> int:  # one byte for one flag
    return _PRESENT if present else _ABSENT


def _certificate(
    memory: CardMemory, name: str, opens_with: frozenset[int] = frozenset()
) -> DataFile:
    def content() -> bytes:
        return certificate(
            memory.key(name),
            authority=memory.key(f"{name}-ca"),
            subject=f"TEST {name} {memory.data.serial}",
            expires_on=memory.data.expires_on,
        )

    return DataFile(content=content, opens_with=opens_with)


def _authority(memory: CardMemory, name: str) -> DataFile:
    return DataFile(
        content=lambda: authority_certificate(
            memory.key(f"{name}-ca"), expires_on=memory.data.expires_on
        )
    )
