"""A virtual residence card (在留カード・特別永住者証明書), both generations; cards.md §5.

The secret is the printed number; wrong ones are refused with 6300 and never counted.
"""

import hashlib
import os
from collections.abc import Callable
from typing import ClassVar

from counter_station.cards.ciphers import (
    AES_128,
    KEY_BYTES,
    TRIPLE_DES,
    WrongPaddingError,
    derived_key,
    pad,
    unpad,
)
from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.challenge import Challenge
from counter_station.virtual.document import Answer, Random, VirtualDocument
from counter_station.virtual.document_memory import DocumentMemory, DocumentSnapshot
from counter_station.virtual.folders import Right, part
from counter_station.virtual.residence_data import Generation, ResidenceData
from counter_station.virtual.residence_files import structure
from counter_station.virtual.residence_signing import signature_file
from counter_station.virtual.tlv import ber

_SECURE = 0x08
_NUMBER_REFERENCE = 0x86
_CIPHERED, _LENGTH = 0x86, 0x96
_PADDED = 0x01


class VirtualResidenceCard(VirtualDocument):
    """One card; *random* is passed in so that the official examples can be played."""

    ATR: ClassVar[bytes] = bytes.fromhex("3B88800100000000000000000009")

    def __init__(
        self, memory: DocumentMemory[ResidenceData], *, random: Random = os.urandom
    ) -> None:
        data = memory.data
        super().__init__(structure(data, signature_file(memory)))
        self.memory = memory
        self._suite = TRIPLE_DES if data.generation is Generation.FIRST else AES_128
        key = hashlib.sha1(data.number.encode()).digest()[:KEY_BYTES]  # noqa: S324 - its specification
        self._challenge = Challenge(self._suite, enciphering=key, authenticating=key, random=random)
        self._session: bytes | None = None

    def forget(self) -> None:
        super().forget()
        self._challenge.forget()
        self._session = None

    def execute(self, command: Command) -> Answer:
        if command.ins != 0x82 or command.cla:  # a challenge serves the very next command only
            self._challenge.forget()
        if command.cla == _SECURE:
            return self._secure(command)
        return super().execute(command)

    @staticmethod
    def refusal_of_class(cla: int) -> int:
        return Status.NO_SECURE_MESSAGING if cla & 0x0C else Status.UNKNOWN_CLASS

    def snapshot(self) -> DocumentSnapshot:
        """Everything that survives without power."""
        return self.memory.snapshot("residence")

    def instructions(self) -> dict[int, Callable[[Command], Answer]]:
        return super().instructions() | {0x84: self._give_challenge, 0x82: self._authenticate}

    def _give_challenge(self, command: Command) -> Answer:
        return self._challenge.give(command), Status.OK

    def _authenticate(self, command: Command) -> Answer:
        if command.parameters != (0, 0):
            raise RefusedError(Status.BAD_PARAMETERS)
        self.held.clear()
        self._session = None
        answer, agreed = self._challenge.judge(command)
        self._session = derived_key(agreed.seed, 1)
        return answer, Status.OK

    def _secure(self, command: Command) -> Answer:
        match command.ins:
            case 0x20:
                return self._verify(command)
            case 0xB0:
                return self._read_in_secret(command)
            case _:
                raise RefusedError(Status.NO_SECURE_MESSAGING)

    def _verify(self, command: Command) -> Answer:
        """The number itself, enciphered for this session: it gives the right to read."""
        if command.parameters != (0, _NUMBER_REFERENCE):
            raise RefusedError(Status.BAD_PARAMETERS)
        value = _only_object(command.data, _CIPHERED)
        if value[:1] != bytes((_PADDED,)):
            raise RefusedError(Status.SECURE_OBJECT_WRONG)
        self.held.discard(Right.PRINTED_NUMBER)
        if self._deciphered(value[1:]) != self.memory.data.number.encode():
            raise RefusedError(Status.NOT_AUTHENTICATED)
        self.held.add(Right.PRINTED_NUMBER)
        return b"", Status.OK

    def _deciphered(self, ciphered: bytes) -> bytes:
        if not ciphered or len(ciphered) % self._suite.block:
            raise RefusedError(Status.SECURE_OBJECT_WRONG)
        try:
            return unpad(self._suite.decipher(self._key(), ciphered))
        except WrongPaddingError:
            raise RefusedError(Status.NOT_AUTHENTICATED) from None

    def _read_in_secret(self, command: Command) -> Answer:
        asked = int.from_bytes(_only_object(command.data, _LENGTH, length=2), "big")
        key = self._key()
        held = self.held | {Right.SECURE_MESSAGING}
        content, offset = self.addressed_content(command, held)
        length = asked or len(content)
        data, status = part(content, offset, length, any_length=asked == 0)
        ciphered = self._suite.encipher(key, pad(data, self._suite.block))
        value = bytes((_PADDED,)) + ciphered
        return ber(_CIPHERED, value), status

    def _key(self) -> bytes:
        if self._session is None:
            raise RefusedError(Status.CONDITIONS)
        return self._session


def _only_object(data: bytes, tag: int, *, length: int | None = None) -> bytes:
    """The value of the one short object that *data* is."""
    if not data or data[0] != tag:
        raise RefusedError(Status.SECURE_OBJECT_MISSING)
    value = data[2:]
    if len(data) < 2 or data[1] != len(value) or length not in {None, len(value)}:
        raise RefusedError(Status.SECURE_OBJECT_WRONG)
    return value
