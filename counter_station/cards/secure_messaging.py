"""Secure messaging with a passport: each command and each answer enciphered and proven.

A counter starts from both sides' random numbers and grows with every command and every answer, so
that none can be left out, repeated or exchanged. Source: ICAO Doc 9303-11 §9.8.
"""

import hmac
from dataclasses import dataclass, field
from typing import Final

from counter_station.cards import tlv
from counter_station.cards.ciphers import MAC_BYTES, Suite, WrongPaddingError, pad, unpad
from counter_station.cards.protocol import END_OF_FILE, OK, CardRefusedError, refusal
from counter_station.cards.refusals import TamperedAnswerError, UnreadableContentError
from counter_station.readers.connection import CardLink

_SECURE: Final = 0x0C
_CIPHERED, _LENGTH, _STATUS, _PROOF = 0x87, 0x97, 0x99, 0x8E
_PADDED: Final = b"\x01"
_PROOF_BYTES: Final = 2 + MAC_BYTES


@dataclass(frozen=True, kw_only=True)
class SessionKeys:
    """What both sides agreed on; `counter` is its value before the first command."""

    suite: Suite
    enciphering: bytes = field(repr=False)
    authenticating: bytes = field(repr=False)
    counter: bytes = field(repr=False)


class SecureChannel:
    """A link on which everything is enciphered and proven. One wrong answer ends it."""

    def __init__(self, link: CardLink, keys: SessionKeys) -> None:
        self._link = link
        self._keys = keys
        self._counter = int.from_bytes(keys.counter, "big")

    def send(self, header: bytes, *, data: bytes = b"", expected: int | None = None) -> bytes:
        """Send a short command of four header bytes; return its deciphered answer.

        Args:
            header: class, instruction, P1, P2 as without secure messaging.
            data: the command's body, may be empty.
            expected: bytes wanted, 0 for as many as there are; None for none.

        Raises:
            TamperedAnswerError: the answer carries no valid proof.
            CardRefusedError: the chip refused; NotOnCardError and its like only with proof.
        """
        answer, status = self._link.transmit(self._secured(header, data, expected))
        if not answer and status != OK:  # the chip gave up the session, or somebody says so for it
            raise CardRefusedError(status)
        return self._opened(answer, status)

    def _secured(self, header: bytes, data: bytes, expected: int | None) -> bytes:
        masked = bytes((header[0] | _SECURE,)) + header[1:]
        body = b"" if not data else _object(_CIPHERED, _PADDED + self._ciphered(data))
        if expected is not None:
            body += _object(_LENGTH, bytes((expected,)))
        body += _object(_PROOF, self._proof(pad(masked, self._keys.suite.block) + body))
        return masked + bytes((len(body),)) + body + b"\0"

    def _opened(self, answer: bytes, status: int) -> bytes:
        found = _objects(answer)
        proven, last = answer[:-_PROOF_BYTES], answer[-_PROOF_BYTES:]
        if last != _object(_PROOF, found[_PROOF]):  # it stands last and proves all before it
            raise TamperedAnswerError
        if not hmac.compare_digest(self._proof(proven), found[_PROOF]):
            raise TamperedAnswerError
        if found.get(_STATUS) != status.to_bytes(2, "big"):
            raise TamperedAnswerError
        if status not in {OK, END_OF_FILE}:
            raise refusal(status)
        return self._deciphered(found.get(_CIPHERED, b""))

    def _proof(self, content: bytes) -> bytes:
        """The MAC over the counter, one further now, and *content*."""
        block = self._keys.suite.block
        self._counter = (self._counter + 1) % (1 << 8 * block)
        counted = self._counter.to_bytes(block, "big") + content
        return self._keys.suite.mac(self._keys.authenticating, counted)

    def _ciphered(self, data: bytes) -> bytes:
        suite = self._keys.suite
        return suite.encipher(self._keys.enciphering, pad(data, suite.block))

    def _deciphered(self, value: bytes) -> bytes:
        suite, ciphered = self._keys.suite, value[1:]
        if not value:
            return b""
        if value[:1] != _PADDED or not ciphered or len(ciphered) % suite.block:
            raise TamperedAnswerError
        try:
            return unpad(suite.decipher(self._keys.enciphering, ciphered))
        except WrongPaddingError as error:
            raise TamperedAnswerError from error


def _object(tag: int, value: bytes) -> bytes:
    """Short objects only: no command here is longer than 100 bytes."""
    return bytes((tag, len(value))) + value


def _objects(answer: bytes) -> dict[int, bytes]:
    try:
        found = tlv.objects(answer)
    except UnreadableContentError as error:
        raise TamperedAnswerError from error
    if _PROOF not in found:
        raise TamperedAnswerError
    return found
