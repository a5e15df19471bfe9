"""本人確認票: what is printed of a visit for the office's file. The case fills it, nobody's hand.

It holds people's data and goes straight to the clerk's printer; nothing of it is kept here.
"""

from dataclasses import dataclass, field
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from counter_station.office_answers import Resident
from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station, go
from counter_station.texts import messages
from counter_station.visit.facts import IdentityVerified
from counter_station.visit.state import Person, Stage
from issuance.identity.chip import Attribute
from issuance.identity.documents import WORDS as DOCUMENTS
from issuance.identity.shown import DocumentSeen, Validity

_PRINTED = frozenset({Stage.AT_COUNTER, Stage.FINISHED})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person's part of the sheet; `resident` is None where the office never told."""

    person: Person
    identity: IdentityVerified
    resident: Resident | None = field(repr=False)

    @property
    def counted(self) -> tuple[DocumentSeen, ...]:
        return tuple(e for e in self.identity.documents if e.validity is Validity.VALID)

    @property
    def differing(self) -> tuple[Attribute, ...]:
        """What a chip told otherwise than the record, as kinds."""
        found = {
            each for seen in self.identity.documents if seen.chip for each in seen.chip.differing
        }
        return tuple(each for each in Attribute if each in found)


@get("/visits/{visit_id:uuid}/sheet")
async def sheet(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Everybody of the party whose identity was verified, a page each."""
    seat = Seat(station, request)
    if seat.session is None:
        return go("/sign-in")
    visit = await station.desk.visit(visit_id)
    entries = [
        Entry(person=each, identity=each.identity, resident=_known(station, visit_id, each))
        for each in visit.people.values()
        if each.identity is not None
    ]
    if visit.stage not in _PRINTED or not entries:
        raise NotFoundException
    context = {"m": messages, "documents": DOCUMENTS, "visit": visit, "entries": entries}
    return seat.page("clerk/sheet.html", context=context, today=station.today())


def _known(station: Station, visit_id: UUID, person: Person) -> Resident | None:
    return station.desk.office.person(visit_id, person.due.case_id)


HANDLERS = (sheet,)
