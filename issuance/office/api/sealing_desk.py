"""The sealing desk's reader says which card lies on it; people close the envelope on the page."""

import re
from typing import Final

import msgspec
from litestar import post
from litestar.di import NamedDependency

from issuance.office.api.talk import Answer, BadRequestError, answer, bad_request, read
from issuance.office.chip_readings import ChipReading
from issuance.office.doors import STATION, Web
from issuance.office.parts import Office

_SERIAL: Final = re.compile(r"[0-9]{15}")


class CardRead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The free record and the certificates of the card on the reader."""

    card_serial: str
    signature_certificate: bool
    authentication_certificate: bool


_cards: "msgspec.json.Decoder[CardRead]" = msgspec.json.Decoder(CardRead)


@post("/api/sealing-desk/card", opt=STATION, status_code=200)
async def card_read(request: Web, office: NamedDependency[Office]) -> Answer:
    try:
        card = await read(request, _cards)
    except BadRequestError as error:
        return bad_request(error)
    if _SERIAL.fullmatch(card.card_serial) is None:
        return bad_request(BadRequestError("bad-serial"))
    reading = ChipReading(
        desk=request.state.station,
        card_serial=card.card_serial,
        signature=card.signature_certificate,
        authentication=card.authentication_certificate,
        read_at=office.clock(),
    )
    await office.chip_readings.keep(reading)
    return answer({"desk": reading.desk})


HANDLERS = (card_read,)
