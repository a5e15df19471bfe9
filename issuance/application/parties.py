"""Parties at the counters: whom a visit belongs to, and who may do something with it."""

from dataclasses import dataclass
from uuid import UUID

from issuance.application.work import CaseStream, Work
from issuance.cases.refusals import NotThisVisitError
from issuance.cases.requirements import require_not_void
from issuance.errors import NotFoundError
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.visits import visit as visits
from issuance.visits.visit import Visit, VisitFact, visit_id_of

VisitStream = Stream[Visit, VisitFact]


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One person of a party, at the counter that called it."""

    visit_id: UUID
    case_id: UUID
    station: str


class Parties:
    """What every desk that deals with visits has to look up."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def _visit(self, tx: Transaction, visit_id: UUID) -> VisitStream:
        """The visit.

        Raises:
            NotFoundError: the id is something else's, or nobody booked this visit.
        """
        history = await tx.history(visit_id)
        if not all(isinstance(each.fact, VisitFact) for each in history):
            raise NotFoundError
        if not history:
            await self._known_party(tx, visit_id)
        return VisitStream(visit_id, Visit(), visits.evolve).replay(history)

    async def _party(self, tx: Transaction, visit_id: UUID) -> list[CaseStream]:
        """The cases that booked together.

        The table says whom to ask; whether they belong here is what their own facts say.
        """
        rows = await tx.connection.fetch(
            "SELECT case_id FROM office.case_overview WHERE visit_id = $1 ORDER BY case_id",
            visit_id,
        )
        cases = [await self._work.case(tx, row["case_id"]) for row in rows]
        return [case for case in cases if _belongs(case, visit_id)]

    async def _known_party(self, tx: Transaction, visit_id: UUID) -> list[CaseStream]:
        """The party, or NotFoundError where nobody booked this visit."""
        party = await self._party(tx, visit_id)
        if not party:
            raise NotFoundError
        return party

    async def _called_case(self, tx: Transaction, seat: Seat) -> CaseStream:
        case = await self._work.case(tx, seat.case_id)
        # Before anything else: a void case has lost its appointment, and so perhaps its visit.
        require_not_void(case.state)
        visit = await self._visit(tx, seat.visit_id)
        visits.require_called(visit.state, station=seat.station)
        if not _belongs(case, seat.visit_id):
            raise NotThisVisitError
        return case


def _belongs(case: CaseStream, visit_id: UUID) -> bool:
    if case.state.visit_id == visit_id:
        return True
    booked = case.state.appointment
    return booked is not None and visit_id_of(booked.party_id) == visit_id
