"""What the PIN desk asks the office, over HTTP."""

from collections.abc import Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Literal, Self
from uuid import UUID, uuid4

import httpx
import msgspec

from issuance.pins.keys import SealingKey
from issuance.pins.kinds import PinKind
from issuance.pins.reading import ReferenceRead
from issuance.pins.references import Reference

_NOTHING_TO_SET = frozenset({404, 409})
_REFUSED = 409


class OfficeAwayError(Exception):
    """The office does not answer; nothing is lost, the card stays where it is."""


class KeyStillNeededError(Exception):
    """Stations seal to this key, or sealed PINs wait that only it opens."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed PINs of the card on the reader."""

    case_id: UUID
    envelope_id: UUID
    key_id: str
    pin_kinds: frozenset[PinKind]
    card_serial: str
    expires_on: date
    task: Literal["set", "check"]
    on_paper: bool
    opening: int
    """Another number each time two officers open it."""
    blob: bytes


class KeyTold(msgspec.Struct, frozen=True, kw_only=True):
    """A published key, as the office knows it."""

    key_id: str
    published_at: datetime | None
    current: bool
    sealed: int
    """Sealed PINs that need it."""
    oldest_at: datetime | None
    unneeded: bool
    """Replaced, its time of grace over, and nothing sealed to it any more."""
    retired: bool
    destroyed: bool


class PinOffice:
    """Use it in a `with` block. Blocks; call it from the reader's thread."""

    def __init__(self, url: str, way_in: httpx.Auth) -> None:
        self._client = httpx.Client(base_url=url, timeout=10, auth=way_in)

    def waiting(self, card_serial: str) -> Waiting | None:
        """The envelope that two officers opened for this card; None while there is none."""
        reply = self._send("GET", "/api/pin-desk/next", params={"serial": card_serial})
        if reply.status_code in _NOTHING_TO_SET:
            return None
        return msgspec.json.decode(self._good(reply).content, type=Waiting)

    def report(self, waiting: Waiting, outcome: str, references: list[str]) -> None:
        """Say what was reached.

        A report is new each time: a card that was begun again may be uncertain again.
        """
        body = {"outcome": outcome, "references": references}
        self._post("/api/pin-desk/results", _of(waiting) | body)

    def report_check(self, waiting: Waiting, read: Mapping[Reference, ReferenceRead]) -> None:
        """Say how an uncertain card was found."""
        found = [
            {"reference": each.value, "stands": one.stands.value, "tries": one.tries}
            for each, one in read.items()
        ]
        self._post("/api/pin-desk/checks", _of(waiting) | {"read": found})

    def tell_progress(self, waiting: Waiting, done: int, of: int) -> None:
        self._post("/api/pin-desk/progress", _of(waiting) | {"done": done, "of": of})

    def published_keys(self) -> list[KeyTold]:
        """Every key that was published, the oldest first."""
        reply = self._good(self._send("GET", "/api/pin-desk/keys"))
        return msgspec.json.decode(reply.content, type=list[KeyTold])

    def publish_key(self, key: SealingKey) -> None:
        """From now on stations seal to *key*."""
        self._post("/api/pin-desk/keys", {"public_key_pem": key.to_pem().decode()})

    def retire_key(self, key_id: str) -> None:
        """Raises KeyStillNeededError while something is sealed to it."""
        self._post("/api/pin-desk/keys/retire", {"key_id": key_id})

    def key_destroyed(self, key_id: str) -> None:
        self._post("/api/pin-desk/keys/destroyed", {"key_id": key_id})

    def _post(self, path: str, body: Mapping[str, object]) -> None:
        headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
        self._good(self._send("POST", path, content=msgspec.json.encode(body), headers=headers))

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        try:
            return self._client.request(
                method, path, params=params, content=content, headers=headers
            )
        except httpx.HTTPError as error:
            raise OfficeAwayError from error

    @staticmethod
    def _good(reply: httpx.Response) -> httpx.Response:
        if reply.is_success:
            return reply
        if reply.status_code == _REFUSED and b"pin-key-needed" in reply.content:
            raise KeyStillNeededError
        raise OfficeAwayError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self._client.close()


def _of(waiting: Waiting) -> dict[str, object]:
    return {"case_id": waiting.case_id, "envelope_id": waiting.envelope_id}
