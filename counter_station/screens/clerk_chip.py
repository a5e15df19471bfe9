"""The document on the reader during the identity step: read by PIN, by what is printed, or not."""

from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from counter_station.cards.secrets import LastTryAgreed
from counter_station.screens.chip_desk import Whose
from counter_station.screens.clerk import act_as_clerk, case_of
from counter_station.screens.http import AnyRequest, Form
from counter_station.screens.station import Seat, Station
from counter_station.visit.state import Step
from issuance.errors import NotFoundError
from issuance.identity.documents import Holder


@post("/visits/{visit_id:uuid}/chip/pin")
async def by_pin(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """The holder types on the resident's screen; what was read shows when it is there."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:  # noqa: ARG001 - leaves no trace before it is confirmed
        whose = await _whose(station, visit_id, form)
        station.chips.ask_pin(whose, last_try=_last_try(form))

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/chip/printed")
async def by_print(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """The clerk types what is printed on the document."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:  # noqa: ARG001 - leaves no trace before it is confirmed
        whose = await _whose(station, visit_id, form)
        station.chips.use_printed(whose, form.one("printed")[:100], last_try=_last_try(form))

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/chip/forget")
async def forget(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Break off what is being read, and forget what was."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:  # noqa: ARG001 - nothing was recorded
        whose = await _whose(station, visit_id, form)
        station.chips.stop()
        station.identity_memory.of(whose.case_id).read.clear()

    return await act_as_clerk(seat, act, form)


async def _whose(station: Station, visit_id: UUID, form: Form) -> Whose:
    """Whose document it is; NotFoundError where nobody is at this step."""
    visit = await station.desk.visit(visit_id)
    person = visit.people.get(case_of(form))
    if person is None or person.step is not Step.IDENTITY or visit_id != station.desk.at_counter:
        raise NotFoundError
    wanted = form.one("holder")
    return Whose(
        case_id=person.due.case_id,
        holder=Holder(wanted) if wanted in set(Holder) else Holder.APPLICANT,
        resident=station.desk.office.person(visit_id, person.due.case_id),
    )


def _last_try(form: Form) -> LastTryAgreed:
    """Each ticks for themselves; missing ticks are no agreement."""
    agreed = form.all("last-try")
    return LastTryAgreed(holder="holder" in agreed, clerk="clerk" in agreed)


HANDLERS = (by_pin, by_print, forget)
