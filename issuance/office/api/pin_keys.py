"""The PIN desk's API for its keys: publish a new one, retire an old one, say that it is gone."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from litestar import get, post
from litestar.di import NamedDependency

from issuance.application import Order
from issuance.errors import Refusal
from issuance.office.api.messages import pins as m
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
from issuance.pins.keys import SealingKey

T = TypeVar("T")

_new: "msgspec.json.Decoder[m.NewKey]" = msgspec.json.Decoder(m.NewKey)
_which: "msgspec.json.Decoder[m.WhichKey]" = msgspec.json.Decoder(m.WhichKey)


@get("/api/pin-desk/keys", opt=PIN_DESK)
async def show(office: NamedDependency[Office]) -> Answer:
    return answer(await office.issuance.pin_keys.standing(office.sealing_key, office.clock()))


@post("/api/pin-desk/keys", opt=PIN_DESK, status_code=200)
async def publish(request: Web, office: NamedDependency[Office]) -> Answer:
    """Stations seal to it from their next question on."""

    async def deed(order: Order, told: m.NewKey) -> None:
        new = SealingKey.from_pem(told.public_key_pem.encode())
        await office.issuance.pin_keys.publish(order, new, office.sealing_key)

    return await told_by_the_desk(request, office, _new, deed)


@post("/api/pin-desk/keys/retire", opt=PIN_DESK, status_code=200)
async def retire(request: Web, office: NamedDependency[Office]) -> Answer:
    async def deed(order: Order, told: m.WhichKey) -> None:
        await office.issuance.pin_keys.retire(order, told.key_id)

    return await told_by_the_desk(request, office, _which, deed)


@post("/api/pin-desk/keys/destroyed", opt=PIN_DESK, status_code=200)
async def destroyed(request: Web, office: NamedDependency[Office]) -> Answer:
    async def deed(order: Order, told: m.WhichKey) -> None:
        await office.issuance.pin_keys.note_destroyed(order, told.key_id)

    return await told_by_the_desk(request, office, _which, deed)


async def told_by_the_desk(
    request: Web,
    office: Office,
    decoder: "msgspec.json.Decoder[T]",
    deed: Callable[[Order, T], Awaitable[None]],
) -> Answer:
    """Read what the desk says, do it once, and let the pages know."""
    try:
        told = await read(request, decoder)
        now = office.clock()
        await deed(await order_of(request, by="pin-desk", at=now, door="pin-desk", now=now), told)
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    await office.refresh()
    return answer({"done": True})


HANDLERS = (show, publish, retire, destroyed)
