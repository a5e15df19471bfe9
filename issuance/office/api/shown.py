"""Visits as the stations see them: the queue without people's data, one party's file with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

from issuance.application import Work
from issuance.cases.appointments import awaited_until
from issuance.cases.facts import CaseKind
from issuance.ledger.postgres import Transaction
from issuance.notices.numbers import notice_number
from issuance.office.api.handed_on import HandedOn, handed_on
from issuance.office.api.messages.handover import Progress
from issuance.office.api.messages.queue import QueuedPerson, QueuedVisit, Resident, VisitFile
from issuance.office.together import Together
from issuance.pins.kinds import ASKING_ORDER, PinKind
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_tickets import TicketQueries, TicketRow
from issuance.read_models.queries_visits import VisitQueries, VisitRow
from issuance.visits.visit import VisitCalled, VisitStage

_TAIL: Final = 4
_OLD_CARD: Final = frozenset({CaseKind.RENEWAL.value, CaseKind.REISSUE_OTHER.value})
"""The old card exists and is given back; a lost one cannot be."""


def queues(
    work: Work, visits: VisitQueries, tickets: TicketQueries
) -> Together[date, list[QueuedVisit]]:
    """The parties of a day without anybody's data, looked up once for all who ask at a time."""

    async def of_day(day: date) -> list[QueuedVisit]:
        today = await visits.on_day(day)
        theirs = await tickets.of_visits([each.visit_id for each in today])
        return await Shown(work).queue(today, theirs)

    return Together(of_day)


class Shown:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def queue(
        self, visits: Sequence[VisitRow], tickets: Mapping[UUID, TicketRow]
    ) -> list[QueuedVisit]:
        """All of them with one look at the log: every station asks again and again."""
        callers, before = await self._callers(visits), await handed_on(self._work, visits)
        return [
            self._queued(each, tickets.get(each.visit_id), callers.get(each.visit_id), before)
            for each in visits
        ]

    def _queued(
        self, visit: VisitRow, ticket: TicketRow | None, called_by: str | None, before: HandedOn
    ) -> QueuedVisit:
        return QueuedVisit(
            visit_id=visit.visit_id,
            reference=visit.reference,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            stage=visit.stage,
            station=visit.station,
            called_by=called_by,
            late_minutes=visit.late_minutes,
            awaited_until=awaited_until(
                visit.starts_at, visit.late_minutes, grace=self._work.policy.no_show_after
            ),
            arrived_at=visit.arrived_at,
            recalls=visit.recalls,
            held_because=visit.held_because,
            meant_for=visit.meant_for,
            priority=visit.priority,
            consultant_asked=visit.consultant_asked_at is not None,
            people=[
                self._queued_person(case, before.progress.get(case.case_id)) for case in visit.cases
            ],
            spent=before.spent.get(visit.visit_id, []),
            ticket=ticket.label if ticket else "",
            booked=ticket.booked if ticket else True,
        )

    def _queued_person(self, case: CaseRow, progress: Progress | None) -> QueuedPerson:
        return QueuedPerson(
            case_id=case.case_id,
            notice_tail=self.tail(case),
            under_15=case.under_15,
            pin_kinds=_in_order(case.pin_kinds),
            old_card_expected=case.kind in _OLD_CARD,
            progress=progress,
        )

    async def file(self, visit: VisitRow) -> VisitFile:
        """The party with names and addresses, opened for this answer alone."""
        async with self._work.log.transaction() as tx:
            people = [await self._resident(tx, case) for case in visit.cases]
        return VisitFile(
            visit_id=visit.visit_id,
            reference=visit.reference,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            stage=visit.stage,
            station=visit.station,
            called_by=(await self._callers([visit])).get(visit.visit_id),
            people=people,
        )

    def tail(self, case: CaseRow) -> str:
        """The last symbols of the notice number, to tell people apart without their names."""
        if case.notice_round == 0:
            return ""
        return _tail(self._work.secrets.notice_numbers, case.case_id, case.notice_round)

    async def _resident(self, tx: Transaction, case: CaseRow) -> Resident:
        known = await self._work.registry.load_many(tx.connection, [case.case_id])
        booked = (await self._work.case(tx, case.case_id)).state.appointment
        person = known[case.case_id].person if case.case_id in known else None
        return Resident(
            case_id=case.case_id,
            notice_tail=self.tail(case),
            name=person.name if person else "",
            name_kana=(person.name_kana or "") if person else "",
            birth_on=person.birth_on if person else None,
            address=person.address if person else "",
            postcode=person.postcode if person else "",
            kind=case.kind,
            under_15=case.under_15,
            pinless=case.pinless,
            pin_kinds=_in_order(case.pin_kinds),
            stage=case.stage,
            card_serial=case.card_serial,
            old_card_expected=case.kind in _OLD_CARD,
            language=booked.language if booked else "",
        )

    async def _callers(self, visits: Iterable[VisitRow]) -> dict[UUID, str | None]:
        """The clerk at whose counter each is that was called."""
        called = [each.visit_id for each in visits if each.stage == VisitStage.CALLED]
        if not called:
            return {}
        async with self._work.log.transaction() as tx:
            streams = await tx.read_many(called, None, _last_caller)
        return {each: stream.state for each, stream in streams.items()}


@cache
def _in_order(kinds: frozenset[PinKind]) -> tuple[PinKind, ...]:
    """In the order they are asked for; none for a card without PINs."""
    return tuple(kind for kind in ASKING_ORDER if kind in kinds)


@lru_cache(maxsize=4_096)
def _tail(secret: bytes, case_id: UUID, notice_round: int) -> str:
    """Stations ask for the same day again and again, and a number is dear to draw."""
    return notice_number(secret, case_id, notice_round)[-_TAIL:]


def _last_caller(clerk: str | None, happened: object) -> str | None:
    return happened.clerk if isinstance(happened, VisitCalled) else clerk
