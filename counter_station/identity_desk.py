"""The identity step at this counter: the clerk decides, or a supervisor who signs here does."""

import asyncio
from collections.abc import Callable
from datetime import date
from uuid import UUID

from counter_station.desk import CounterDesk
from counter_station.screens.staff import Staff
from counter_station.visit import identity, supervision
from counter_station.visit.identity import Laid
from counter_station.visit.refusals import NotASupervisorError
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason


class IdentityDesk:
    """One method for each thing done at the step; refusals say why it cannot be done."""

    def __init__(self, desk: CounterDesk, staff: Staff, today: Callable[[], date]) -> None:
        self._desk = desk
        self._staff = staff
        self._today = today

    async def verify(self, visit_id: UUID, laid: Laid, *, by: str) -> None:
        today = self._today()
        await self._desk.decide(
            visit_id, lambda visit: identity.verify_identity(visit, laid, today=today), by=by
        )

    async def turn_away(self, visit_id: UUID, laid: Laid, *, by: str) -> None:
        today = self._today()
        await self._desk.decide(
            visit_id, lambda visit: identity.turn_away(visit, laid, today=today), by=by
        )

    async def doubt(self, visit_id: UUID, case_id: UUID, reason: DoubtReason, *, by: str) -> None:
        await self._desk.decide(
            visit_id,
            lambda visit: supervision.doubt(visit, case_id=case_id, reason=reason),
            by=by,
        )

    async def ask_extra(
        self, visit_id: UUID, case_id: UUID, reason: ExtraReason, *, by: str, supervisor: str
    ) -> None:
        await self._desk.decide(
            visit_id,
            lambda visit: supervision.ask_extra(
                visit, case_id=case_id, reason=reason, clerk=_code(by), supervisor=supervisor
            ),
            by=by,
        )

    async def accept(self, visit_id: UUID, laid: Laid, *, by: str, supervisor: str) -> None:
        today = self._today()
        await self._desk.decide(
            visit_id,
            lambda visit: supervision.accept_identity(
                visit, laid, clerk=_code(by), supervisor=supervisor, today=today
            ),
            by=by,
        )

    async def refuse(
        self, visit_id: UUID, laid: Laid, reason: TurnedAwayReason, *, by: str, supervisor: str
    ) -> None:
        today = self._today()
        await self._desk.decide(
            visit_id,
            lambda visit: supervision.refuse_identity(
                visit, laid, reason=reason, clerk=_code(by), supervisor=supervisor, today=today
            ),
            by=by,
        )

    async def sign(self, staff_id: str, password: str, *, beside: str) -> str:
        """The code of the supervisor who signs with their own password; works offline too.

        Raises:
            NotASupervisorError: unknown, wrong, not a supervisor, or the clerk themself; one
                answer for all, so that nobody learns which.
        """
        code = staff_id.strip().upper()[:20]
        known = await asyncio.to_thread(self._staff.may_enter, code, password)
        if not known or not self._staff.is_supervisor(code) or code == _code(beside):
            raise NotASupervisorError
        return code


def _code(by: str) -> str:
    return by.removeprefix("staff:")
