"""What the PIN desk asks the office, over HTTP."""

from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

import httpx
import msgspec

from issuance.pins.kinds import PinKind

_NOTHING_TO_SET = frozenset({404, 409})


class OfficeAwayError(Exception):
    """The office does not answer; nothing is lost, the card stays where it is."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed PINs of the card on the reader."""

    case_id: UUID
    envelope_id: UUID
    key_id: str
    pin_kinds: frozenset[PinKind]
    card_serial: str
    blob: bytes


class PinOffice:
    """Use it in a `with` block. Blocks; call it from the reader's thread."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=url, timeout=10, headers={"Authorization": f"Bearer {token}"}
        )

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
        body = {
            "case_id": waiting.case_id,
            "envelope_id": waiting.envelope_id,
            "outcome": outcome,
            "references": references,
        }
        self._good(
            self._send(
                "POST",
                "/api/pin-desk/results",
                content=msgspec.json.encode(body),
                headers={"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"},
            )
        )

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
