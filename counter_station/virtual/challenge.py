"""The card's half of mutual authentication, alike in residence cards and passports.

A challenge serves once, and only directly after it was given: cards.md §5.1 and §6.
"""

import hmac
from dataclasses import dataclass, field

from counter_station.cards.ciphers import KEY_BYTES, MAC_BYTES, Suite, exclusive_or
from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.document import Random

CHALLENGE_BYTES = 8
_CIPHERED_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class AgreedSeed:
    """What both sides know when it went well."""

    challenge: bytes = field(repr=False)
    reader_random: bytes = field(repr=False)
    seed: bytes = field(repr=False)


class Challenge:
    """Gives challenges and judges the reader's answer to the last one."""

    def __init__(
        self, suite: Suite, *, enciphering: bytes, authenticating: bytes, random: Random
    ) -> None:
        self._suite = suite
        self._enciphering = enciphering
        self._authenticating = authenticating
        self._random = random
        self._open: bytes | None = None

    def forget(self) -> None:
        self._open = None

    def give(self, command: Command) -> bytes:
        """GET CHALLENGE, always of eight bytes."""
        if command.parameters != (0, 0):
            raise RefusedError(Status.BAD_PARAMETERS)
        if command.expected != CHALLENGE_BYTES or command.data:
            raise RefusedError(Status.WRONG_LENGTH)
        self._open = self._random(CHALLENGE_BYTES)
        return self._open

    def judge(self, command: Command) -> tuple[bytes, AgreedSeed]:
        """MUTUAL AUTHENTICATE: the card's own cryptogram, and the seed both know now.

        Raises:
            RefusedError: 6985 without an open challenge, 6700, or 6300 for a wrong secret.
        """
        challenge, self._open = self._open, None
        if challenge is None:
            raise RefusedError(Status.CONDITIONS)
        if len(command.data) != _CIPHERED_BYTES + MAC_BYTES:
            raise RefusedError(Status.WRONG_LENGTH)
        plain = self._opened(command.data)
        reader_random, reader_key = plain[:CHALLENGE_BYTES], plain[-KEY_BYTES:]
        if plain[CHALLENGE_BYTES : 2 * CHALLENGE_BYTES] != challenge:
            raise RefusedError(Status.NOT_AUTHENTICATED)
        own_key = self._random(KEY_BYTES)
        seed = exclusive_or(reader_key, own_key)
        agreed = AgreedSeed(challenge=challenge, reader_random=reader_random, seed=seed)
        return self._closed(challenge + reader_random + own_key), agreed

    def _opened(self, data: bytes) -> bytes:
        ciphered, mac = data[:_CIPHERED_BYTES], data[_CIPHERED_BYTES:]
        if not hmac.compare_digest(self._suite.mac(self._authenticating, ciphered), mac):
            raise RefusedError(Status.NOT_AUTHENTICATED)
        return self._suite.decipher(self._enciphering, ciphered)

    def _closed(self, plain: bytes) -> bytes:
        ciphered = self._suite.encipher(self._enciphering, plain)
        return ciphered + self._suite.mac(self._authenticating, ciphered)
