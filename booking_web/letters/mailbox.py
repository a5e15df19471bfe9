"""A party's address after the booking: given, changed, taken away; and what became of letters."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from booking_web.desk.looking import read_notices
from booking_web.letters.contacts import (
    Contact,
    ContactSeal,
    PartyContact,
    UnreadableContactError,
    change_contact,
)
from booking_web.letters.facts import letters_of
from booking_web.letters.rules import Visit
from booking_web.letters.wishes import Wishes, evolve, give_address, remove_address
from booking_web.refusals import NotBookedError
from booking_web.timetable.notices import Stage
from issuance.ledger.postgres import PostgresLog, Transaction

BOUNCED: Final = "bounced"
"""How the trouble of a letter begins that a server took and sent back."""
_BY: Final = "resident"
_CONTACT: Final = "SELECT notice_id, sealed FROM booking.contacts WHERE party_id = $1"
_REMOVE: Final = "DELETE FROM booking.contacts WHERE party_id = $1"
# The one that is being sent at this moment is not waited for: the log's lock is held here.
_DROP: Final = """
UPDATE booking.letters SET state = 'dropped', trouble = 'address removed', settled_at = $2
WHERE letter_id IN (SELECT letter_id FROM booking.letters
  WHERE party_id = $1 AND state = 'waiting' FOR UPDATE SKIP LOCKED)"""
_LAST: Final = """
SELECT state, attempts, trouble, settled_at FROM booking.letters
WHERE party_id = $1 AND state <> 'dropped' AND (state <> 'waiting' OR due_at <= $2 OR attempts > 0)
ORDER BY number DESC LIMIT 1"""


class Delivery(StrEnum):
    """What became of the last letter."""

    NONE = "none"
    SENT = "sent"
    DEFERRED = "deferred"
    DEAD = "dead"
    BOUNCED = "bounced"


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """`address` is masked: whoever holds a notice shall not learn it from this site."""

    address: str
    delivery: Delivery
    at: datetime | None


class Mailboxes:
    """For pages: each act is one transaction, and stands when it returns."""

    def __init__(self, log: PostgresLog, seal: ContactSeal) -> None:
        self._log, self._seal = log, seal

    async def of(self, party_id: UUID, *, now: datetime) -> Mailbox | None:
        """None: this party gave no address."""
        async with self._log.transaction() as tx:
            address = await self._address(tx, party_id)
            if address is None:
                return None
            row = await tx.connection.fetchrow(_LAST, party_id, now)
        delivery = _delivery(*row[:3]) if row else Delivery.NONE
        at: datetime | None = row["settled_at"] if row else None
        return Mailbox(address=masked(address), delivery=delivery, at=at)

    async def give(self, notice_id: UUID, contact: Contact, *, at: datetime) -> None:
        """Send the party's letters there from now on; the same address again changes nothing.

        Raises:
            NotBookedError: there is no appointment to write about.
            AddressChangedOftenError: too many addresses for one appointment.
        """
        async with self._log.transaction() as tx:
            visit = await _visit(tx, notice_id)
            address = self._seal.open(contact.sealed, notice_id=contact.notice_id)
            before = await self._address(tx, visit.party_id)
            if address == before:
                await tx.confirm()
                return
            wishes = await tx.read(letters_of(visit.party_id), Wishes(), evolve)
            recorded = wishes.record(give_address(wishes.state, visit), at=at, by=_BY)
            [position] = await tx.append(recorded)
            party = PartyContact(
                party_id=visit.party_id, starts_at=visit.starts_at, contact=contact
            )
            await change_contact(tx, party, position)

    async def remove(self, notice_id: UUID, *, at: datetime) -> None:
        """Forget the address; what waits is not sent.

        Raises:
            NotBookedError: there is no appointment.
        """
        async with self._log.transaction() as tx:
            visit = await _visit(tx, notice_id)
            if await self._address(tx, visit.party_id) is None:
                await tx.confirm()
                return
            wishes = await tx.read(letters_of(visit.party_id), Wishes(), evolve)
            facts = remove_address(wishes.state, party_id=visit.party_id, coming=visit.coming)
            await tx.append(wishes.record(facts, at=at, by=_BY))
            await tx.connection.execute(_DROP, visit.party_id, at)
            await tx.connection.execute(_REMOVE, visit.party_id)

    async def _address(self, tx: Transaction, party_id: UUID) -> str | None:
        row = await tx.connection.fetchrow(_CONTACT, party_id)
        if row is None:
            return None
        try:
            return self._seal.open(row["sealed"], notice_id=row["notice_id"])
        except UnreadableContactError:
            return ""


def masked(address: str) -> str:
    """h…@example.jp: enough to know one's own."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


async def _visit(tx: Transaction, notice_id: UUID) -> Visit:
    """The appointment as the log has it now: the lock keeps it so until the end."""
    await tx.lock()
    notices = await read_notices(tx, [notice_id])
    booked = notices[notice_id].state.appointment
    if booked is None or booked.stage is not Stage.CONFIRMED:
        raise NotBookedError
    party = booked.party
    coming = tuple(
        each
        for each in party.members
        if (theirs := notices[each].state.appointment) and theirs.party.party_id == party.party_id
    )
    return Visit(
        party_id=party.party_id,
        coming=coming,
        venue_id=booked.place.venue_id,
        starts_at=booked.starts_at,
        minutes=booked.minutes,
        sequence=booked.moves,
    )


def _delivery(state: str, attempts: int, trouble: str) -> Delivery:
    match state:
        case "sent":
            return Delivery.SENT
        case "dead":
            return Delivery.BOUNCED if trouble.startswith(BOUNCED) else Delivery.DEAD
        case _:
            return Delivery.DEFERRED if attempts else Delivery.NONE
