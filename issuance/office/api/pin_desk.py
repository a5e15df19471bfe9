"""The PIN desk's API: the sealed PINs of the card on its reader, and how the writer left it."""

import re
from typing import Final

import msgspec
from litestar import get, post
from litestar.di import NamedDependency

from issuance.application import Order
from issuance.cases.quarantine import Reading
from issuance.errors import Refusal
from issuance.office.api.messages import pins as m
from issuance.office.api.pin_keys import told_by_the_desk
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    answer,
    bad_request,
    read,
    refused,
)
from issuance.office.doors import PIN_DESK, Web
from issuance.office.parts import Office
from issuance.office.pin_progress import CardProgress

_reports: "msgspec.json.Decoder[m.Reported]" = msgspec.json.Decoder(m.Reported)
_progress: "msgspec.json.Decoder[m.Progress]" = msgspec.json.Decoder(m.Progress)
_checks: "msgspec.json.Decoder[m.Checked]" = msgspec.json.Decoder(m.Checked)
_SERIAL: Final = re.compile(r"[0-9A-Za-z-]{1,32}")


@get("/api/pin-desk/next", opt=PIN_DESK)
async def next_envelope(request: Web, office: NamedDependency[Office]) -> Answer:
    """The envelope that two officers opened for this card, or the card they want checked."""
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
    """A card that refused is kept apart like an uncertain one: a person has to look at it."""
    office.pin_progress.over()

    async def deed(order: Order, told: m.Reported) -> None:
        desk = office.issuance.pin_desk
        match told.outcome:
            case "set":
                await desk.record_set(order, told.case_id, told.envelope_id, told.references)
            case "uncertain" | "refused":
                await desk.record_uncertain(order, told.case_id, told.envelope_id)

    return await told_by_the_desk(request, office, _reports, deed)


@post("/api/pin-desk/checks", opt=PIN_DESK, status_code=200)
async def check(request: Web, office: NamedDependency[Office]) -> Answer:
    async def deed(order: Order, told: m.Checked) -> None:
        found = {
            each.reference.value: Reading(seen=each.stands, tries=each.tries) for each in told.read
        }
        desk = office.issuance.quarantine
        await desk.record_check(order, told.case_id, told.envelope_id, found)

    return await told_by_the_desk(request, office, _checks, deed)


@post("/api/pin-desk/progress", opt=PIN_DESK, status_code=200)
async def progress(request: Web, office: NamedDependency[Office]) -> Answer:
    """No fact: a picture for the officers' page."""
    try:
        told = await read(request, _progress)
    except BadRequestError as error:
        return bad_request(error)
    at = office.clock()
    office.pin_progress.tell(CardProgress(case_id=told.case_id, done=told.done, of=told.of, at=at))
    return answer({"done": True})


HANDLERS = (next_envelope, report, check, progress)
