"""The office's station API, as this counter speaks it (JSON over HTTP, by its own key or token)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

import httpx
import msgspec

from counter_station.journal.courier import FAILING, Refused
from counter_station.journal.messages import Message
from counter_station.journal.reach import UNREACHED, OfficeAwayError, Reach
from counter_station.office_answers import PublicKey, Queue, VisitFile
from counter_station.office_key import way_in
from counter_station.same_visits import SameVisits
from counter_station.settings import StationSettings
from issuance.ledger.facts import Json

_REFUSING = frozenset({400, 404, 409, 410, 413, 422})
_BUSY = "changed-meanwhile"
"""Others were faster each time: no rule forbids it, so it is sent again."""
_LONGEST_CODE = 80
_QUICK = httpx.Timeout(4.0, connect=1.5)
_KEPT = httpx.Limits(keepalive_expiry=4.5)
"""The office ends a connection that is idle for five seconds: no question may meet that moment."""

T = TypeVar("T")


class _Refusal(msgspec.Struct, frozen=True):
    code: str = "refused"


class _Outcome(msgspec.Struct, frozen=True):
    code: str = ""


class _Party(msgspec.Struct, frozen=True):
    visit_id: UUID


class _Written(msgspec.Struct, frozen=True):
    """A `Queue` with its parties as they were written."""

    visits: tuple[msgspec.Raw, ...]
    now: datetime | None = None


class _Heard(msgspec.Struct, frozen=True):
    """Of the first events that were told together, at least one."""

    answers: Annotated[tuple[_Outcome, ...], msgspec.Meta(min_length=1)]


class OfficeClient:
    """A connection to the office; every method raises OfficeAwayError where no answer comes."""

    def __init__(self, *, base_url: str, way_in: httpx.Auth, station_id: str) -> None:
        self.reach = Reach()
        self._same = SameVisits()
        self._http = httpx.AsyncClient(
            base_url=base_url,
            timeout=_QUICK,
            limits=_KEPT,
            # The office is on our own network; a proxy of the environment has no business here.
            trust_env=False,
            auth=way_in,
            headers={"X-Station": station_id},
        )

    async def queue(self, day: date) -> Queue:
        written = await self._get("/api/station/queue", _Written, {"day": day.isoformat()})
        try:
            return Queue(visits=self._same.read(written.visits), now=written.now)
        except msgspec.MsgspecError:
            raise OfficeAwayError("office-unreadable") from None

    async def visit(self, visit_id: UUID, *, staff_id: str) -> VisitFile:
        return await self._get(f"/api/station/visits/{visit_id}", VisitFile, staff_id=staff_id)

    async def sealing_key(self) -> PublicKey:
        return await self._get("/api/station/sealing-key", PublicKey)

    async def get(self, path: str, shape: type[T]) -> T:
        """Anything else the office tells stations."""
        return await self._get(path, shape)

    async def ask(self, path: str, body: object, shape: type[T], *, key: UUID) -> T:
        """Something the office tells and writes down that it did.

        Raises:
            OfficeAwayError: it does not, or not now.
        """
        answer = await self._request("POST", path, headers={"Idempotency-Key": str(key)}, json=body)
        return _shaped(answer, shape)

    async def visit_of_old_card(
        self, card_serial: str, *, venue: str, staff_id: str
    ) -> UUID | Refused:
        """Whose party the card belongs to that a new one replaces; asking changes nothing."""
        answer = await self._request(
            "POST",
            "/api/station/old-card",
            headers={"X-Staff": staff_id},
            json={"card_serial": card_serial, "venue": venue},
        )
        return heard(answer) or _shaped(answer, _Party).visit_id

    async def deliver(self, messages: Sequence[Message]) -> Sequence[Refused | None]:
        """Deliver what happened to one visit; None where the office has it, Refused for a no.

        What a station tells of itself is heard one by one: the later ones are left.

        Raises:
            OfficeAwayError: anything that a later try may cure, wrong tokens included.
        """
        first = messages[0]
        if first.of_station or len(messages) == 1:
            return [await self._deliver_one(first)]
        answer = await self._request(
            "POST", f"{first.visit_path}/course", headers={}, json={"events": _course(messages)}
        )
        return [_refusal(each) for each in _shaped(answer, _Heard).answers]

    async def _deliver_one(self, message: Message) -> Refused | None:
        staff_id, key = message.staff_id, message.key
        return await self.tell(message.path, message.body, staff_id=staff_id, key=key)

    async def tell(
        self, path: str, body: Mapping[str, Json], *, staff_id: str, key: UUID
    ) -> Refused | None:
        """Tell the office of something, once for each *key*; None when it has it.

        Raises:
            OfficeAwayError: as `deliver`.
        """
        headers = {"Idempotency-Key": str(key), "X-Staff": staff_id}
        return heard(await self._request("POST", path, headers=headers, json=body))

    async def close(self) -> None:
        await self._http.aclose()

    async def _get(
        self, path: str, shape: type[T], params: dict[str, str] | None = None, staff_id: str = ""
    ) -> T:
        headers = {"X-Staff": staff_id} if staff_id else {}
        answer = await self._request("GET", path, headers=headers, params=params)
        return _shaped(answer, shape)

    async def _request(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str],
        params: dict[str, str] | None = None,
        json: object = None,
    ) -> httpx.Response:
        try:
            answer = await self._http.request(
                method, path, headers=headers, params=params, json=json
            )
        except httpx.HTTPError as error:
            self.reach.silent |= isinstance(error, httpx.TimeoutException)
            raise OfficeAwayError(UNREACHED) from None
        self.reach.silent = False
        return answer


def office_of(settings: StationSettings) -> OfficeClient:
    """The office as a station reaches it.

    Raises:
        OfficeKeyError: the station's key cannot be used.
    """
    return OfficeClient(
        base_url=settings.office_url,
        way_in=way_in(settings.office_token, settings.office_key_path),
        station_id=settings.station_id,
    )


def heard(answer: httpx.Response) -> Refused | None:
    """What an answer to an event means.

    Raises:
        OfficeAwayError: it is none that stands; a later try may get one.
    """
    if answer.is_success:
        return None
    if answer.status_code not in _REFUSING or _code_of(answer) == _BUSY:
        raise OfficeAwayError(_reason(answer))
    return Refused(code=_code_of(answer))


def _course(messages: Sequence[Message]) -> list[dict[str, object]]:
    return [
        {"key": str(each.key), "staff_id": each.staff_id, "event": each.body} for each in messages
    ]


def _refusal(outcome: _Outcome) -> Refused | None:
    return Refused(code=outcome.code[:_LONGEST_CODE]) if outcome.code else None


def _shaped(answer: httpx.Response, shape: type[T]) -> T:
    if not answer.is_success:
        raise OfficeAwayError(_reason(answer))
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except msgspec.MsgspecError:
        # The message of the error may quote the answer; it stays here.
        raise OfficeAwayError("office-unreadable") from None


def _reason(answer: httpx.Response) -> str:
    if answer.status_code in {401, 403}:
        return "office-rejects-station"
    failing = answer.is_server_error or _code_of(answer) == _BUSY
    return FAILING if failing else "office-unexpected"


def _code_of(answer: httpx.Response) -> str:
    try:
        return msgspec.json.decode(answer.content, type=_Refusal).code[:_LONGEST_CODE]
    except msgspec.MsgspecError:
        return f"refused-{answer.status_code}"
