"""旧カードでの受付: the card that the new one replaces, laid on a reader, tells whose party it is.

Only the card's own number is read, which the delivery list told; no PIN, nothing about a person.
"""

from datetime import datetime
from uuid import UUID

from issuance.application.reception import visit_today
from issuance.application.work import Work
from issuance.cases.requirements import require_not_void
from issuance.cases.state import Case, Stage
from issuance.errors import Refusal
from issuance.visits import visit as visits
from issuance.visits.visit import OVER, Visit, VisitOverError


class OldCardUnknownError(Refusal):
    """No card that is to be handed out replaces this one."""

    code = "old-card-unknown"


class CheckInEarlyError(Refusal):
    """The appointment is today, but not for a while."""

    code = "check-in-early"


class OldCards:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def visit_of(self, old_card_serial: str, *, at: datetime, venue_id: UUID | None) -> UUID:
        """The visit of today that the card's holder comes for. Nothing is changed.

        Raises:
            OldCardUnknownError, NoAppointmentError, OtherDayError, OtherVenueError,
            CheckInEarlyError, VisitOverError: there is none to check in now.
        """
        async with self._work.log.transaction() as tx:
            found: UUID | None = await tx.connection.fetchval(_OF_OLD_CARD, old_card_serial)
            if found is None:
                raise OldCardUnknownError
            case = (await self._work.case(tx, found)).state
            require_not_void(case)
            visit_id = visit_today(case, at, venue_id)
            visit = await tx.read(visit_id, Visit(), visits.evolve)
        self._require_now(case, visit.state, at)
        return visit_id

    def _require_now(self, case: Case, visit: Visit, at: datetime) -> None:
        if visit.stage in OVER:
            raise VisitOverError
        ahead, booked = self._work.policy.old_card_ahead, case.appointment
        if case.stage is Stage.BOOKED and booked is not None and at < booked.starts_at - ahead:
            raise CheckInEarlyError


# An application that came to nothing may have named the same card before.
_OF_OLD_CARD = """SELECT case_id FROM office.case_overview WHERE old_card_serial = $1
    ORDER BY stage = 'void', starts_at DESC NULLS LAST LIMIT 1"""
