"""The two doors of a document's PIN: the resident types or gives up, the clerk gives up."""

from litestar import Response, post
from litestar.di import NamedDependency

from counter_station.screens.document_pin import NotGiven
from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station, go
from issuance.pins.formats import PinFormatError, normalise


@post("/resident/document")
async def document(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The PIN goes to the reader task that waits for it, and to nobody else."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    question = station.entries.document()
    if not seat.is_resident_screen or question is None:
        return go("/resident")
    if form.one("act") == "give-up":
        station.entries.give_up_document(NotGiven.BY_RESIDENT)
        return go("/resident")
    try:
        question.take(bytearray(normalise(form.one("typed")).encode("ascii", "replace")))
    except PinFormatError as refusal:
        question.trouble = refusal.code
    return go("/resident")


@post("/document-pin/stop")
async def stop_document(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The clerk takes the question off the resident's screen; no try is spent."""
    seat = Seat(station, request)
    await seat.form()
    if seat.session is None:
        return go("/sign-in")
    station.entries.give_up_document(NotGiven.BY_CLERK)
    return go("/")


HANDLERS = (document, stop_document)
