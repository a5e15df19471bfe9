"""The stations' API for staff: who may sign in there, and the passkeys they register there."""

import msgspec
from litestar import get, post
from litestar.di import NamedDependency

from issuance.calendar import office_date
from issuance.errors import Refusal
from issuance.office.api.messages import station_staff as m
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    StaffUnknownError,
    answer,
    bad_request,
    order_of,
    read,
    refused,
    staff_of,
)
from issuance.office.doors import STATION, Web
from issuance.office.parts import Office
from issuance.office.staff.station_passkeys import StationPasskey
from issuance.office.staff.station_pins import clerks_of_stations

_registered: "msgspec.json.Decoder[m.Registered]" = msgspec.json.Decoder(m.Registered)


@get("/api/station/staff", opt=STATION)
async def staff(office: NamedDependency[Office]) -> Answer:
    """Who may sign in at stations today; whoever is not in it any more has lost access."""
    keys = await office.station_passkeys.by_staff()
    released = [
        m.ReleasedClerk(
            staff_id=each.staff_id,
            pin_hash=each.pin_hash,
            supervisor=each.supervisor,
            passkeys=[_released(key) for key in keys.get(each.staff_id, [])],
        )
        for each in await clerks_of_stations(office.issuance.work.log.pool)
    ]
    return answer(m.StaffList(day=office_date(office.clock()), clerks=released))


def _released(key: StationPasskey) -> m.ReleasedPasskey:
    return m.ReleasedPasskey(
        credential_id=key.credential_id, public_key=key.public_key, sign_count=key.sign_count
    )


@post("/api/station/passkeys", opt=STATION, status_code=200)
async def register(request: Web, office: NamedDependency[Office]) -> Answer:
    """The station has checked the person's PIN and the key's answer; from now on all know it."""
    try:
        made = await read(request, _registered)
        by = f"staff:{staff_of(request)}"
        order = await order_of(request, by=by, at=made.at, door="station", now=office.clock())
        if not await office.accounts.serves(order.staff_code):
            raise StaffUnknownError
        key = _kept(made, order.staff_code, request.state.station)
        await office.station_passkeys.register(order, key)
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    return answer({"noted": True})


def _kept(made: m.Registered, staff_id: str, station: str) -> StationPasskey:
    return StationPasskey(
        passkey_id=made.passkey_id,
        staff_id=staff_id,
        station=station,
        made_at=made.at,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
    )


HANDLERS = (staff, register)
