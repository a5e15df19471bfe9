"""窓口: what the stations report of a visit. The office checks each step by its own rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from issuance.application.parties import Parties, Seat, VisitStream
from issuance.application.pin_keys import require_key_in_use
from issuance.application.tickets import ticket_for_party
from issuance.application.work import CaseStream, Facts, Order, record
from issuance.calendar import office_date
from issuance.cases import counter
from issuance.cases.appointments import awaited_until, record_no_show
from issuance.cases.facts import (
    DeliveryMode,
    DocumentsInsufficient,
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityRefused,
    IdentityVerified,
    PinSheetSealed,
    PinsSealed,
)
from issuance.cases.paper import seal_sheet
from issuance.cases.state import Stage
from issuance.custody import sheets
from issuance.errors import Refusal
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen, as_shown
from issuance.identity.situations import Situation
from issuance.identity.sufficiency import Insufficient, Judgement, judge
from issuance.ledger.postgres import Transaction
from issuance.visits import visit as visits
from issuance.visits.visit import VisitStage


class DocumentsInsufficientError(Refusal):
    """By the rules of identity verification these documents do not suffice."""

    code = "documents-insufficient"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Who came and what was shown, kinds only; `approved_by` a supervisor, after a doubt."""

    situation: Situation
    documents: tuple[DocumentSeen, ...]
    method: str = "visual"
    approved_by: str = ""
    absence: AbsenceReason | None = None
    """None also where a station of an earlier release tells nothing of it."""

    def judged(self, order: Order, *, extra: int = 0) -> Judgement:
        """By the office's own rules, on the day it happened."""
        return judge(
            self.situation,
            as_shown(self.documents),
            today=office_date(order.at),
            extra=extra,
            absence=self.absence or AbsenceReason.UNTOLD,
        )


@dataclass(frozen=True, kw_only=True)
class SealedPins:
    envelope: PinsSealed
    blob: bytes


class Counter(Parties):
    async def arrive(self, order: Order, visit_id: UUID) -> None:
        """The party is here: checked in, waiting to be called."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            party = await self._known_party(tx, visit_id)
            facts = await self._ticket(tx, order, visit, party)
            facts += record(visit, order, visits.arrive(visit.state))
            for case in party:
                if case.state.stage is Stage.BOOKED:
                    decided = counter.check_in(case.state, visit_id=visit_id)
                    facts += record(case, order, decided)
            return facts

        await self._work.carry_out(order, work)

    async def call(self, order: Order, visit_id: UUID, station: str) -> None:
        """Call the party to a station; who was not checked in is so now."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            decided = visits.call(visit.state, station=station, clerk=order.staff_code)
            party = await self._known_party(tx, visit_id)
            facts = await self._ticket(tx, order, visit, party)
            facts += record(visit, order, decided)
            for case in party:
                if case.state.stage is Stage.BOOKED:
                    checked_in = counter.check_in(case.state, visit_id=visit_id)
                    facts += record(case, order, checked_in)
            return facts

        await self._work.carry_out(order, work)

    async def call_off(self, order: Order, visit_id: UUID, station: str) -> None:
        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            return record(visit, order, visits.call_off(visit.state, station=station))

        await self._work.carry_out(order, work)

    async def ask_extra(
        self, order: Order, seat: Seat, reason: ExtraReason, *, approved_by: str
    ) -> None:
        """More is asked for than the rule asks; the supervisor signed at the station."""
        asked = ExtraDocumentAsked(visit_id=seat.visit_id, reason=reason, approved_by=approved_by)

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = counter.ask_extra(case.state, asked, by=order.staff_code)
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def doubt(self, order: Order, seat: Seat, reason: DoubtReason) -> None:
        doubted = IdentityDoubted(visit_id=seat.visit_id, reason=reason)

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            return record(case, order, counter.doubt(case.state, doubted))

        await self._work.carry_out(order, work)

    async def verify_identity(self, order: Order, seat: Seat, shown: Shown) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            verified = self._verified(order, seat, shown, extra=case.state.extra_asked)
            return record(case, order, counter.verify_identity(case.state, verified))

        await self._work.carry_out(order, work)

    def _verified(self, order: Order, seat: Seat, shown: Shown, *, extra: int) -> IdentityVerified:
        """Judged by the office's own rules; raises DocumentsInsufficientError."""
        judged = shown.judged(order, extra=extra)
        if isinstance(judged, Insufficient):
            raise DocumentsInsufficientError(judged.codes)
        return IdentityVerified(
            visit_id=seat.visit_id,
            situation=shown.situation,
            rule=judged.rule,
            documents=shown.documents,
            method=shown.method,
            verified_by=order.staff_code,
            approved_by=shown.approved_by,
            absence=shown.absence,
        )

    async def refuse_identity(
        self, order: Order, seat: Seat, shown: Shown, reason: TurnedAwayReason
    ) -> None:
        """A supervisor, `shown.approved_by`, decided against after a doubt."""
        refused = IdentityRefused(
            visit_id=seat.visit_id,
            situation=shown.situation,
            documents=shown.documents,
            reason=reason,
            decided_by=shown.approved_by,
        )

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = counter.refuse_identity(case.state, refused, by=order.staff_code)
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def turn_away(self, order: Order, seat: Seat, shown: Shown) -> None:
        """The documents do not suffice: the holder books again and knows what to bring."""
        judged = shown.judged(order)
        missing = judged.codes if isinstance(judged, Insufficient) else ("clerk-doubts",)
        insufficient = DocumentsInsufficient(
            visit_id=seat.visit_id,
            situation=shown.situation,
            documents=shown.documents,
            missing=tuple(missing),
            absence=shown.absence,
        )

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            return record(case, order, counter.turn_away(case.state, insufficient))

        await self._work.carry_out(order, work)

    async def seal_pins(self, order: Order, seat: Seat, sealed: SealedPins) -> None:
        """Keep the sealed PINs in their own table, with a time limit, beside the fact."""
        expires_at = order.at + timedelta(days=self._work.policy.sealed_pins_days)

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = counter.seal_pins(case.state, sealed.envelope)
            if decided:
                await require_key_in_use(self._work, tx, sealed.envelope.key_id)
                await tx.connection.execute(
                    "INSERT INTO office.sealed_pins (envelope_id, case_id, key_id, blob,"
                    " sealed_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
                    *(sealed.envelope.envelope_id, seat.case_id, sealed.envelope.key_id),
                    *(sealed.blob, order.at, expires_at),
                )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def seal_sheet(self, order: Order, seat: Seat, sealed: PinSheetSealed) -> None:
        """The PINs are on paper: the office keeps the number, and where the sheet is."""

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = seal_sheet(case.state, sealed)
            if not decided:
                return []
            sheet = await self._work.sheet(tx, sealed.sheet_number)
            taken = sheets.take(sheet.state, number=sealed.sheet_number, case_id=seat.case_id)
            return [*record(case, order, decided), *record(sheet, order, taken)]

        await self._work.carry_out(order, work)

    async def choose_pinless(self, order: Order, seat: Seat) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            return record(case, order, counter.choose_pinless(case.state))

        await self._work.carry_out(order, work)

    async def choose_delivery(
        self,
        order: Order,
        seat: Seat,
        mode: DeliveryMode,
        declarations: Sequence[Declaration],
    ) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = counter.choose_delivery(
                case.state, mode=mode, declarations=declarations, today=office_date(order.at)
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def finish(self, order: Order, visit_id: UUID, station: str) -> None:
        """The party leaves; every member is done or was turned away."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            facts = record(visit, order, visits.end(visit.state, station=station))
            for case in await self._party(tx, visit_id):
                decided = counter.finish_visit(case.state, visit_id=visit_id)
                facts += record(case, order, decided)
            return facts

        await self._work.carry_out(order, work)

    async def miss(self, order: Order, visit_id: UUID) -> None:
        """Nobody came: every member may book again."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            recalls = self._work.policy.no_show_recalls
            facts = record(visit, order, visits.miss(visit.state, recalls_needed=recalls))
            party = await self._party(tx, visit_id)
            until = self._awaited_until(party, order)
            for case in party:
                if case.state.stage in _VISITABLE and case.state.appointment is None:
                    gone = counter.miss_walk_in(case.state, visit_id=visit_id)
                    facts += record(case, order, gone)
                elif case.state.stage in _VISITABLE:
                    missed = record_no_show(case.state, now=order.at, until=until)
                    facts += record(case, order, missed)
            return facts

        await self._work.carry_out(order, work)

    async def _ticket(
        self, tx: Transaction, order: Order, visit: VisitStream, party: list[CaseStream]
    ) -> Facts:
        """A number for the call display, when the party comes in."""
        if visit.state.stage is not VisitStage.EXPECTED:
            return []
        return await ticket_for_party(tx, order, visit.id, [each.state for each in party])

    def _awaited_until(self, party: list[CaseStream], order: Order) -> datetime:
        """A party comes together, when the first of it is booked."""
        grace = self._work.policy.no_show_after
        starts = [each.state.appointment.starts_at for each in party if each.state.appointment]
        late = max((each.state.late_minutes for each in party), default=0)
        return awaited_until(min(starts, default=order.at), late, grace=grace)


_VISITABLE = frozenset({Stage.BOOKED, *counter.UNFINISHED})
"""Whose visit a no-show would end; it is refused where one of them came after all."""
