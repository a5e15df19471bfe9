"""Printed once, handed out many times: the bytes of a page or file, and their headers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property
from gzip import compress
from hashlib import sha256
from typing import Final

from booking_web.availability.state import Snapshot
from issuance.calendar import JST

Header = tuple[bytes, bytes]
_NO_GZIP: Final = re.compile(rb"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
_LARGE: Final = 100_000
"""From here on, packing well would take longer than it saves."""


@dataclass(frozen=True)
class Printed:
    """What everybody gets until the next printing; `etag` leaves out the time it was printed."""

    body: bytes
    etag: bytes
    kept: tuple[Header, ...]
    """Headers of a whole answer and of "not modified" alike."""
    media_type: bytes

    @cached_property
    def packed(self) -> bytes:
        return compress(self.body, 1 if len(self.body) > _LARGE else 6, mtime=0)

    @cached_property
    def plain_headers(self) -> tuple[Header, ...]:
        length = (b"content-length", b"%d" % len(self.body))
        return (*self.kept, (b"content-type", self.media_type), length)

    @cached_property
    def packed_headers(self) -> tuple[Header, ...]:
        length = (b"content-length", b"%d" % len(self.packed))
        kind = (b"content-type", self.media_type)
        return (*self.kept, kind, (b"content-encoding", b"gzip"), length)

    def answer(self, accepted: bytes, known: bytes) -> tuple[int, tuple[Header, ...], bytes]:
        """Status, headers and body for what the client takes (Accept-Encoding) and knows."""
        if known and (self.etag in known or known.strip() == b"*"):
            return 304, self.kept, b""
        if b"gzip" in accepted and not _NO_GZIP.search(accepted):
            return 200, self.packed_headers, self.packed
        return 200, self.plain_headers, self.body


class Press:
    """Prints anew when the snapshot is another one, and only then."""

    def __init__(self, media_type: str, vary: str, write: Callable[[Snapshot], bytes]) -> None:
        self._media_type, self._vary, self._write = media_type.encode(), vary.encode(), write
        self._snapshot: Snapshot | None = None
        self._printed: Printed | None = None

    def of(self, snapshot: Snapshot) -> Printed:
        if self._printed is None or self._snapshot is not snapshot:
            self._snapshot, self._printed = snapshot, self._print(snapshot)
        return self._printed

    def _print(self, snapshot: Snapshot) -> Printed:
        body, at = self._write(snapshot), snapshot.as_of
        unstamped = body.replace(stamp(at).encode(), b"", 1) if at else body
        etag = b'W/"%s"' % sha256(unstamped).hexdigest()[:20].encode()
        common = (
            (b"etag", etag),
            (b"cache-control", b"public, max-age=1"),
            (b"vary", self._vary),
            (b"access-control-allow-origin", b"*"),
        )
        return Printed(body, etag, common if at is None else common + _since(at), self._media_type)


def stamp(at: datetime) -> str:
    """10:32:05, on Japan's clock: as it stands first in whatever is printed with its time."""
    return f"{at.astimezone(JST):%H:%M:%S}"


def _since(at: datetime) -> tuple[Header, Header]:
    local = at.astimezone(JST).replace(microsecond=0)
    return (
        (b"last-modified", format_datetime(at, usegmt=True).encode()),
        (b"as-of", local.isoformat().encode()),
    )
