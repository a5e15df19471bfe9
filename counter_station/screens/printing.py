"""The receipt on paper: the clerk prints it in the resident's language, on A6 or an 80 mm roll."""

from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from counter_station.screens.http import AnyRequest
from counter_station.screens.receipt import receipt_of
from counter_station.screens.station import Seat, Station, go
from counter_station.texts.residents import language_asked
from counter_station.visit.state import Stage

PAPERS = ("a6", "roll")
_WITH_RECEIPT = frozenset({Stage.AT_COUNTER, Stage.FINISHED})


@get("/visits/{visit_id:uuid}/receipt")
async def receipt(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Of the visit as it stands; in the language of the resident's screen unless asked."""
    seat = Seat(station, request)
    if seat.session is None:
        return go("/sign-in")
    visit = await station.desk.visit(visit_id)
    if visit.stage not in _WITH_RECEIPT or not visit.everybody_settled:
        raise NotFoundException
    asked = language_asked(request.query_params.get("lang"))
    language = asked or station.language_of(visit_id)
    paper = request.query_params.get("paper", "")
    context = {
        "here": f"/visits/{visit_id}/receipt",
        "receipt": receipt_of(station, visit, language),
        "paper": paper if paper in PAPERS else PAPERS[0],
    }
    return seat.paper("receipt_print", language, context)


HANDLERS = (receipt,)
