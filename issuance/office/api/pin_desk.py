"""The PIN desk's API: the sealed PINs of the card on its reader, and how the writer left it."""

import re
from typing import Final

import msgspec
from litestar import get, post
from litestar.di import NamedDependency

from issuance.application import Order
from issuance.errors import Refusal
from issuance.office.api.messages import Reported
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    answer,
    bad_request,
    order_of,
    read,
    refused,
)
from issuance.office.doors import PIN_DESK, Web
from issuance.office.parts import Office

_reports: "msgspec.json.Decoder[Reported]" = msgspec.json.Decoder(Reported)
_SERIAL: Final = re.compile(r"[0-9A-Za-z-]{1,32}")


@get("/api/pin-desk/next", opt=PIN_DESK)
async def next_envelope(request: Web, office: NamedDependency[Office]) -> Answer:
    """The envelope that two officers opened for this card."""
    serial = request.query_params.get("serial", "")
    if _SERIAL.fullmatch(serial) is None:
        return bad_request(BadRequestError("bad-serial"))
    try:
        envelope = await office.issuance.pin_desk.envelope_for(serial)
    except Refusal as refusal:
        return refused(refusal)
    return answer(envelope)


@post("/api/pin-desk/results", opt=PIN_DESK, status_code=200)
async def report(request: Web, office: NamedDependency[Office]) -> Answer:
    try:
        reported = await read(request, _reports)
        now = office.clock()
        order = await order_of(request, by="pin-desk", at=now, door="pin-desk", now=now)
        await _take(office, order, reported)
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    await office.refresh()
    return answer({"outcome": reported.outcome})


async def _take(office: Office, order: Order, reported: Reported) -> None:
    """A card that refused is kept apart like an uncertain one: a person has to look at it."""
    desk = office.issuance.pin_desk
    case_id, envelope_id = reported.case_id, reported.envelope_id
    match reported.outcome:
        case "set":
            await desk.record_set(order, case_id, envelope_id, reported.references)
        case "uncertain" | "refused":
            await desk.record_uncertain(order, case_id, envelope_id)


HANDLERS = (next_envelope, report)
