"""旧カード: which party of today the card on a station's reader belongs to."""

from typing import Annotated

import msgspec
from litestar import post
from litestar.di import NamedDependency

from issuance.capacity.venues import venue_id_of
from issuance.errors import Refusal
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    StaffUnknownError,
    answer,
    bad_request,
    read,
    refused,
    staff_of,
)
from issuance.office.doors import STATION, Web
from issuance.office.parts import Office


class Laid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the chip tells freely, and the station's venue by its code; empty: any venue."""

    card_serial: Annotated[str, msgspec.Meta(pattern="^[0-9]{15}$")]
    venue: Annotated[str, msgspec.Meta(max_length=32)] = ""


_cards: "msgspec.json.Decoder[Laid]" = msgspec.json.Decoder(Laid)


@post("/api/station/old-card", opt=STATION, status_code=200)
async def old_card(request: Web, office: NamedDependency[Office]) -> Answer:
    """A question, and no GET: addresses are written into logs."""
    try:
        laid, staff_id = await read(request, _cards), staff_of(request)
        if not await office.accounts.serves(staff_id):
            raise StaffUnknownError
        visit_id = await office.issuance.old_cards.visit_of(
            laid.card_serial,
            at=office.clock(),
            venue_id=venue_id_of(laid.venue) if laid.venue else None,
        )
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    return answer({"visit_id": visit_id})


HANDLERS = (old_card,)
