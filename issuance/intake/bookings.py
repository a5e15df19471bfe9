"""予約の受け取り: booking's signed batches become facts of the cases, each batch whole or not."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import msgspec

from issuance.application.bookings import Booked, Bookings
from issuance.application.invitations import Invitations, invitation_of_notice
from issuance.application.work import Order
from issuance.cases.facts import AppointmentMoved
from issuance.errors import NotFoundError
from issuance.invitations.facts import InvitationBooked, InvitationMoved
from issuance.ledger.batches import BatchRefusedError, Item
from issuance.ledger.exchange import Receiver
from issuance.ledger.postgres import PostgresLog, Transaction

BY = "booking"


class _Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    appointment_id: UUID
    party_id: UUID
    party_size: int
    reference: str
    venue_id: UUID
    starts_at: datetime
    minutes: int
    channel: str = ""
    language: Annotated[str, msgspec.Meta(max_length=20)] = ""


class _Moved(msgspec.Struct, frozen=True, kw_only=True):
    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int


class _Cancelled(msgspec.Struct, frozen=True, kw_only=True):
    appointment_id: UUID
    reason: str


class _Unreached(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """E-mail does not arrive; the item names the notice, and nothing else is said."""


class _Reached(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _Arrived(msgspec.Struct, frozen=True, kw_only=True):
    appointment_id: UUID


class _Late(msgspec.Struct, frozen=True, kw_only=True):
    appointment_id: UUID
    minutes: Annotated[int, msgspec.Meta(ge=1, le=240)]


_Body = _Confirmed | _Moved | _Cancelled | _Unreached | _Reached | _Arrived | _Late

_BODIES: dict[str, type[_Body]] = {
    "appointment.confirmed": _Confirmed,
    "appointment.moved": _Moved,
    "appointment.cancelled": _Cancelled,
    "letters.undeliverable": _Unreached,
    "letters.reachable": _Reached,
    "appointment.arrived": _Arrived,
    "appointment.late-announced": _Late,
}


class BookingIntake:
    """Takes in what residents booked. One reader at a time; the log's lock holds for a batch."""

    def __init__(
        self, log: PostgresLog, receiver: Receiver, bookings: Bookings, invitations: Invitations
    ) -> None:
        self._log, self._receiver = log, receiver
        self._bookings, self._invitations = bookings, invitations

    async def last_number(self) -> int:
        """The batch taken in last; 0 before the first."""
        async with self._log.transaction() as tx:
            return await self._receiver.last_number(tx)

    async def take_in(self, data: bytes) -> int:
        """Apply one batch; return how many items it had.

        Raises:
            BatchRefusedError: it is not the batch that must come next, or says what is not
                understood; nothing of it was applied.
        """
        async with self._log.transaction() as tx:
            batch = await self._receiver.open(tx, data)
            await tx.lock()
            try:
                for item in batch.items:
                    await self._apply(tx, item)
            except NotFoundError as refusal:
                raise BatchRefusedError("unknown-notice") from refusal
            return len(batch.items)

    async def _apply(self, tx: Transaction, item: Item) -> None:
        order = Order(by=BY, at=item.at)
        notice_id, body = item.stream_id, _body(item)
        invited = await invitation_of_notice(tx, notice_id)
        if invited is not None:
            await self._note(tx, order, invited, body)
            return
        match body:
            case _Confirmed():
                booked = Booked(
                    appointment_id=body.appointment_id,
                    party_id=body.party_id,
                    venue_id=body.venue_id,
                    starts_at=body.starts_at,
                    minutes=body.minutes,
                    reference=body.reference,
                    channel=body.channel,
                    language=body.language,
                )
                await self._bookings.note(tx, order, notice_id, booked)
            case _Moved():
                moved = AppointmentMoved(
                    appointment_id=body.appointment_id,
                    venue_id=body.venue_id,
                    starts_at=body.starts_at,
                    minutes=body.minutes,
                )
                await self._bookings.move(tx, order, notice_id, moved)
            case _Cancelled(appointment_id=appointment_id, reason=reason):
                await self._bookings.cancel(tx, order, notice_id, appointment_id, reason)
            case _Unreached() | _Reached():
                reach = isinstance(body, _Reached)
                await self._bookings.letters(tx, order, notice_id, reach=reach)
            case _Arrived(appointment_id=appointment_id):
                await self._bookings.arrive(tx, order, notice_id, appointment_id)
            case _Late(appointment_id=appointment_id, minutes=minutes):
                await self._bookings.announce_late(tx, order, notice_id, appointment_id, minutes)
            case _:
                assert_never(body)

    async def _note(self, tx: Transaction, order: Order, invited: UUID, body: _Body) -> None:
        """What the holder of an invitation did; of e-mail that does not arrive nothing is noted."""
        match body:
            case _Confirmed():
                booked = InvitationBooked(
                    appointment_id=body.appointment_id,
                    venue_id=body.venue_id,
                    starts_at=body.starts_at,
                    minutes=body.minutes,
                    reference=body.reference,
                    channel=body.channel,
                )
                await self._invitations.note(tx, order, invited, booked)
            case _Moved():
                moved = InvitationMoved(
                    appointment_id=body.appointment_id,
                    venue_id=body.venue_id,
                    starts_at=body.starts_at,
                    minutes=body.minutes,
                )
                await self._invitations.move(tx, order, invited, moved)
            case _Cancelled(appointment_id=id_, reason=reason):
                await self._invitations.cancel(tx, order, invited, id_, reason)
            case _Arrived(appointment_id=id_):
                await self._invitations.arrive(tx, order, invited, id_)
            case _Late(appointment_id=id_, minutes=minutes):
                await self._invitations.announce_late(tx, order, invited, id_, minutes)
            case _Unreached() | _Reached():
                pass
            case _:
                assert_never(body)


def _body(item: Item) -> _Body:
    shape = _BODIES.get(item.topic)
    if shape is None:
        raise BatchRefusedError("unknown-topic")
    try:
        return msgspec.json.decode(item.body, type=shape)
    except msgspec.MsgspecError as error:
        raise BatchRefusedError("unreadable") from error
