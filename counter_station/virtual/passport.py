"""A virtual passport (旅券) with basic access control and secure messaging; cards.md §6.

A command in the clear, or a wrong proof, ends the session: ICAO Doc 9303-11 §9.8.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from counter_station.cards.ciphers import (
    KEY_BYTES,
    MAC_BYTES,
    TRIPLE_DES,
    WrongPaddingError,
    derived_key,
    odd_parity,
    pad,
    unpad,
)
from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.challenge import AgreedSeed, Challenge
from counter_station.virtual.document import Answer, Random, VirtualDocument
from counter_station.virtual.document_memory import DocumentMemory, DocumentSnapshot
from counter_station.virtual.folders import Right
from counter_station.virtual.passport_data import PassportData, structure
from counter_station.virtual.tlv import ber

_SECURE: Final = 0x0C
_CIPHERED, _LENGTH, _STATUS, _PROOF = 0x87, 0x97, 0x99, 0x8E


class _Session:
    """Keys of one session and the counter that both sides keep in step."""

    def __init__(self, agreed: AgreedSeed) -> None:
        self.enciphering = odd_parity(derived_key(agreed.seed, 1))
        self._authenticating = odd_parity(derived_key(agreed.seed, 2))
        self._counter = int.from_bytes(agreed.challenge[4:] + agreed.reader_random[4:], "big")

    def proof(self, content: bytes) -> bytes:
        self._counter = (self._counter + 1) % (1 << 64)
        counted = self._counter.to_bytes(8, "big") + content
        return TRIPLE_DES.mac(self._authenticating, counted)


class VirtualPassport(VirtualDocument):
    """One passport; *random* is passed in so that the official example can be played."""

    ATR: ClassVar[bytes] = bytes.fromhex("3B8880014A434F5076323431B7")

    def __init__(
        self, memory: DocumentMemory[PassportData], *, random: Random = os.urandom
    ) -> None:
        super().__init__(structure(memory.data))
        self.memory = memory
        information = memory.data.zone_information.encode()
        seed = hashlib.sha1(information).digest()[:KEY_BYTES]  # noqa: S324 - its specification
        self._challenge = Challenge(
            TRIPLE_DES,
            enciphering=odd_parity(derived_key(seed, 1)),
            authenticating=odd_parity(derived_key(seed, 2)),
            random=random,
        )
        self._session: _Session | None = None

    def forget(self) -> None:
        super().forget()
        self._challenge.forget()
        self._session = None

    def execute(self, command: Command) -> Answer:
        if command.ins != 0x82 or command.cla:
            self._challenge.forget()
        if command.cla == _SECURE:
            return self._secure(command)
        self._session = None
        return super().execute(command)

    @staticmethod
    def refusal_of_class(cla: int) -> int:
        return Status.NO_SECURE_MESSAGING if cla & _SECURE else Status.UNKNOWN_CLASS

    def snapshot(self) -> DocumentSnapshot:
        """Everything that survives without power."""
        return self.memory.snapshot("passport")

    def instructions(self) -> dict[int, Callable[[Command], Answer]]:
        return super().instructions() | {0x84: self._give_challenge, 0x82: self._authenticate}

    def _give_challenge(self, command: Command) -> Answer:
        return self._challenge.give(command), Status.OK

    def _authenticate(self, command: Command) -> Answer:
        if command.parameters != (0, 0):
            raise RefusedError(Status.BAD_PARAMETERS)
        if not self.at.in_application:
            raise RefusedError(Status.CONDITIONS)
        answer, agreed = self._challenge.judge(command)
        self._session = _Session(agreed)
        return answer, Status.OK

    def _secure(self, command: Command) -> Answer:
        """Open, execute, close. What cannot be opened ends the session, and is said in clear."""
        session, self._session = self._session, None
        if session is None:
            raise RefusedError(Status.NOT_ALLOWED)
        inner = _opened(session, command)
        self._session = session
        try:
            self.held.add(Right.SECURE_MESSAGING)
            data, status = super().execute(inner)
        except RefusedError as refused:
            data, status = b"", refused.status
        finally:
            self.held.discard(Right.SECURE_MESSAGING)
        return _closed(session, data, status), status


def _opened(session: _Session, command: Command) -> Command:
    """The command inside; refuses a missing (6987) or wrong (6988) object."""
    found, proven = _objects(command.data)
    header = bytes((command.cla, command.ins, command.p1, command.p2))
    proof = session.proof(pad(header, TRIPLE_DES.block) + proven)
    if not hmac.compare_digest(proof, found[_PROOF]):
        raise RefusedError(Status.SECURE_OBJECT_WRONG)
    data = _deciphered(session, found[_CIPHERED]) if _CIPHERED in found else b""
    asked = found.get(_LENGTH)
    return replace(
        command,
        cla=0,
        data=data,
        expected=None if asked is None else asked[0] or 0x100,
        any_length=asked is not None and asked[0] == 0,
    )


def _objects(data: bytes) -> tuple[dict[int, bytes], bytes]:
    """Short objects by tag, and the bytes before the proof, which stands last."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(data) and _PROOF not in found:
        end = at + 2 + data[at + 1]
        found[data[at]] = data[at + 2 : end]
        at = end
    if _PROOF not in found:
        raise RefusedError(Status.SECURE_OBJECT_MISSING)
    right = at == len(data) and len(found[_PROOF]) == MAC_BYTES
    if not right or len(found.get(_LENGTH, b"\0")) != 1:
        raise RefusedError(Status.SECURE_OBJECT_WRONG)
    return found, data[: at - 2 - MAC_BYTES]


def _deciphered(session: _Session, value: bytes) -> bytes:
    ciphered = value[1:]
    if value[:1] != b"\x01" or not ciphered or len(ciphered) % TRIPLE_DES.block:
        raise RefusedError(Status.SECURE_OBJECT_WRONG)
    try:
        return unpad(TRIPLE_DES.decipher(session.enciphering, ciphered))
    except WrongPaddingError:
        raise RefusedError(Status.SECURE_OBJECT_WRONG) from None


def _closed(session: _Session, data: bytes, status: int) -> bytes:
    body = b""
    if data:
        padded = pad(data, TRIPLE_DES.block)
        value = b"\x01" + TRIPLE_DES.encipher(session.enciphering, padded)
        body = ber(_CIPHERED, value)
    body += bytes((_STATUS, 2)) + status.to_bytes(2, "big")
    return body + bytes((_PROOF, MAC_BYTES)) + session.proof(body)
