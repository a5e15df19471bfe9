"""What the resident's screen is to show, in one word that changes when it has to look again."""

from dataclasses import dataclass
from uuid import UUID

from counter_station.screens.document_pin import DocumentQuestion
from counter_station.screens.pin_entry import PinEntry
from counter_station.screens.station import Station
from counter_station.visit.state import Visit

PAIR = "pair"
WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Showing:
    """`page` names the template; `version` is compared by the waiting browser."""

    page: str
    version: str
    entry: PinEntry | None = None
    question: DocumentQuestion | None = None
    visit_id: UUID | None = None
    visit: Visit | None = None


async def showing(station: Station) -> Showing:
    """New PINs before a document's PIN, before the receipt, before thanks, before waiting."""
    entry, question = station.entries.current(), station.entries.document()
    if entry is not None:
        version = f"{entry.case_id.hex[:8]}.{entry.moment.value}.{entry.done}"
        return Showing(page=entry.moment.value, version=version, entry=entry)
    if question is not None:
        version = f"document.{question.asked_at.timestamp()}"
        return Showing(page="document", version=version, question=question)
    return await _between(station)


async def _between(station: Station) -> Showing:
    visit_id = station.desk.at_counter
    if visit_id is None:
        return Showing(page=WAITING, version=WAITING)
    visit = await station.desk.visit(visit_id)
    if visit.everybody_settled:
        modes = [each.delivery.mode for each in visit.people.values() if each.delivery]
        version = "receipt." + ".".join(modes)
        return Showing(page="receipt", version=version, visit_id=visit_id, visit=visit)
    page = "thanks" if station.entries.last_done in visit.people else WAITING
    return Showing(page=page, version=page)
