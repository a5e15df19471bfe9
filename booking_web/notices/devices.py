"""Known devices: a browser that signed in once is counted by itself when somebody else guesses.

A signed cookie says that number and birthday agreed here before, without saying the number. Whoever
guesses locks the number for strangers; the owner's own browser has a small count of its own
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from typing import Final

MOST_NUMBERS: Final = 6
"""A family's; a seventh takes the place of the first."""
_NONCE_BYTES: Final = 16
_MAC_BYTES: Final = 16
_MOST_CHARACTERS: Final = 4 * (_NONCE_BYTES + MOST_NUMBERS * _MAC_BYTES) // 3 + 4


class Devices:
    """Makes and reads the cookie; a number counts as its folded text."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def remember(self, cookie: str | None, number: str) -> str:
        """The cookie, which knows this number too from now on."""
        nonce, macs = self._read(cookie) or (secrets.token_bytes(_NONCE_BYTES), [])
        mac = self._mac(nonce, number)
        kept = [*(each for each in macs if each != mac), mac][-MOST_NUMBERS:]
        return urlsafe_b64encode(nonce + b"".join(kept)).rstrip(b"=").decode("ascii")

    def known(self, cookie: str | None, number: str) -> bytes | None:
        """What this browser's failures with the number are counted under; None for a stranger."""
        read = self._read(cookie)
        if read is None:
            return None
        nonce, macs = read
        mine = self._mac(nonce, number)
        known = [hmac.compare_digest(each, mine) for each in macs]
        return nonce + mine if any(known) else None

    def _mac(self, nonce: bytes, number: str) -> bytes:
        message = b"device|" + nonce + number.encode()
        return hmac.digest(self._key, message, "sha256")[:_MAC_BYTES]

    def _read(self, cookie: str | None) -> tuple[bytes, list[bytes]] | None:
        if not cookie or len(cookie) > _MOST_CHARACTERS or not cookie.isascii():
            return None
        try:
            content = urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
        except (NotBase64Error, ValueError):
            return None
        nonce, rest = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
        if not rest or len(rest) % _MAC_BYTES or len(rest) > MOST_NUMBERS * _MAC_BYTES:
            return None
        return nonce, [rest[at : at + _MAC_BYTES] for at in range(0, len(rest), _MAC_BYTES)]
