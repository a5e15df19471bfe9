"""受付 by the old card: laid on the reader of a counter where nobody is, it says whose party it is.

Of the card only what it tells freely is read; no PIN is asked, and nothing of it is kept.
"""

from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency

from counter_station.screens.clerk import act_as_clerk
from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station, go
from counter_station.visit.refusals import AnotherPartyAtCounterError, NotAnOldCardError


@post("/check-in/card")
async def check_in(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """Check the party in and show it with its ticket; a refusal changes nothing."""
    seat = Seat(station, request)
    form = await seat.form()
    came: list[UUID] = []

    async def act(by: str) -> None:
        visit_id = await _party_of_card(station)
        await station.desk.note_arrival(visit_id, by=by)
        came.append(visit_id)

    response = await act_as_clerk(seat, act, form)
    return go(f"/?visit={came[0]}") if came else response


async def _party_of_card(station: Station) -> UUID:
    """Raises NotAnOldCardError, OldCardRefusedError, AnotherPartyAtCounterError."""
    if station.desk.at_counter is not None:
        # Then the card on the reader is that party's, and is read for other reasons.
        raise AnotherPartyAtCounterError
    reading = station.eye.look().reading
    if reading is None:
        raise NotAnOldCardError
    return await station.desk.office.visit_of_old_card(
        reading.record.serial,
        venue=station.settings.venue,
        timeout_seconds=station.settings.office_wait_seconds,
    )


HANDLERS = (check_in,)
