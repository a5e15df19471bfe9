"""ご案内: notices for renewing, resetting a PIN, applying, consulting; they need no card case."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.calendar.opening_rules import Service
from issuance.errors import NotFoundError
from issuance.invitations import decisions
from issuance.invitations.facts import InvitationBooked, InvitationFact, InvitationMoved
from issuance.invitations.ids import invitation_id_of, invitation_number
from issuance.invitations.state import Invitation, evolve
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.notices.checks import birthday_check
from issuance.notices.numbers import notice_id

InvitationStream = Stream[Invitation, InvitationFact]
_KEEP_CHECK = timedelta(days=30)
"""So long after the last day the keyed check of a birthday is kept."""
_ENTER = """INSERT INTO office.invitations AS i (invitation_id, notice_id, birthday_check, last_on)
VALUES ($1, $2, $3, $4) ON CONFLICT (invitation_id) DO UPDATE SET birthday_check = $3, last_on = $4
WHERE i.birthday_check IS DISTINCT FROM $3 OR i.last_on <> $4 RETURNING true"""
_FORGET = "UPDATE office.invitations SET birthday_check = NULL WHERE last_on < $1"


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Whom to invite: the office's own reference number stands for the person."""

    reference: str
    service: Service
    birth_on: date = field(repr=False)
    last_on: date


class Invitations:
    def __init__(self, work: Work) -> None:
        self._work = work

    def id_of(self, invited: Invited) -> UUID:
        secret = self._work.secrets.application_ids
        return invitation_id_of(secret, invited.service, invited.reference)

    def number(self, invitation_id: UUID) -> str:
        """The number printed in its letter."""
        return invitation_number(self._work.secrets.notice_numbers, invitation_id)

    async def send(self, order: Order, several: list[Invited]) -> None:
        """Invite all of them, or none; asked again it adds nothing, a corrected birthday counts.

        Raises:
            CollectingNeedsCaseError, InvitationDayError, InvitationClosedError: for one of them.
        """

        async def work(tx: Transaction) -> Facts:
            forget_before = office_date(order.at) - _KEEP_CHECK
            await tx.connection.execute(_FORGET, forget_before)
            return [fact for each in several for fact in await self._sent(tx, order, each)]

        await self._work.carry_out(order, work)

    async def withdraw(self, order: Order, invitation_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            mine = await self._read(tx, invitation_id)
            return record(mine, order, decisions.withdraw(mine.state))

        await self._work.carry_out(order, work)

    async def serve(self, order: Order, invitation_id: UUID, appointment_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            mine = await self._read(tx, invitation_id)
            done = decisions.serve(mine.state, appointment_id=appointment_id)
            return record(mine, order, done)

        await self._work.carry_out(order, work)

    async def record_no_show(self, order: Order, invitation_id: UUID, appointment_id: UUID) -> None:
        async def work(tx: Transaction) -> Facts:
            mine = await self._read(tx, invitation_id)
            booked = mine.state.booked
            waits = self._work.policy.no_show_after
            until = order.at if booked is None else booked.starts_at + waits
            late = timedelta(minutes=booked.late_minutes if booked else 0)
            missed = decisions.record_no_show(
                mine.state, appointment_id=appointment_id, now=order.at, until=until + late
            )
            return record(mine, order, missed)

        await self._work.carry_out(order, work)

    async def note(
        self, tx: Transaction, order: Order, id_: UUID, booked: InvitationBooked
    ) -> None:
        mine = await self._read(tx, id_)
        await tx.append(record(mine, order, decisions.note_booking(mine.state, booked)))

    async def move(self, tx: Transaction, order: Order, id_: UUID, moved: InvitationMoved) -> None:
        mine = await self._read(tx, id_)
        await tx.append(record(mine, order, decisions.note_move(mine.state, moved)))

    async def cancel(
        self, tx: Transaction, order: Order, id_: UUID, appointment_id: UUID, reason: str
    ) -> None:
        mine = await self._read(tx, id_)
        ended = decisions.note_cancellation(
            mine.state, appointment_id=appointment_id, reason=reason
        )
        await tx.append(record(mine, order, ended))

    async def arrive(self, tx: Transaction, order: Order, id_: UUID, appointment_id: UUID) -> None:
        mine = await self._read(tx, id_)
        here = decisions.note_arrival(mine.state, appointment_id=appointment_id)
        await tx.append(record(mine, order, here))

    async def announce_late(
        self, tx: Transaction, order: Order, id_: UUID, appointment_id: UUID, minutes: int
    ) -> None:
        mine = await self._read(tx, id_)
        late = decisions.note_late(mine.state, appointment_id=appointment_id, minutes=minutes)
        await tx.append(record(mine, order, late))

    async def _sent(self, tx: Transaction, order: Order, invited: Invited) -> Facts:
        id_ = self.id_of(invited)
        mine, number = await self._read(tx, id_, new=True), self.number(id_)
        decided = decisions.send(
            mine.state,
            notice_id=notice_id(number),
            service=invited.service,
            last_on=invited.last_on,
            today=office_date(order.at),
            corrected=await self._enter(tx, id_, number, invited),
        )
        return record(mine, order, decided)

    async def _enter(self, tx: Transaction, id_: UUID, number: str, invited: Invited) -> bool:
        """Keep what booking compares birthdays with; whether it is new."""
        check = birthday_check(self._work.secrets.birthdays, number, invited.birth_on)
        values = (id_, notice_id(number), check, invited.last_on)
        return await tx.connection.fetchval(_ENTER, *values) is not None

    async def _read(
        self, tx: Transaction, invitation_id: UUID, *, new: bool = False
    ) -> InvitationStream:
        """Raises NotFoundError for an id under which nothing was sent, unless it may be *new*."""
        mine = await tx.read(invitation_id, Invitation(), evolve)
        if not new and not mine.version:
            raise NotFoundError
        return mine


async def invitation_of_notice(tx: Transaction, id_: UUID) -> UUID | None:
    """The invitation whose letter says this notice's number; None for the notice of a case."""
    found: UUID | None = await tx.connection.fetchval(
        "SELECT invitation_id FROM office.invitations WHERE notice_id = $1", id_
    )
    return found
