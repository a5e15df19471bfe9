"""The letters that wait: each is taken by one sender, sent, and settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import asyncpg
import structlog

from booking_web.documents.facts import DocumentsPublished
from booking_web.documents.shelf import Shelf
from booking_web.letters.contacts import ContactSeal, UnreadableContactError
from booking_web.letters.postman import NotTakenError, Postman
from booking_web.letters.rules import Kind, Letter
from booking_web.letters.undeliverable import tell_undeliverable
from booking_web.letters.writing import Draft, Letterhead, address, write
from booking_web.timetable.venues import Venue, VenueRecord, evolve_venue
from issuance.ledger.postgres import PostgresLog, Transaction

_OF_CONTACT: Final = ("sealed", "notice_id", "language", "bring")
MOST_ATTEMPTS: Final = 10
"""With the pauses below about a day and a half; then a letter is dead, and staff see it."""
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=6)
_COLUMNS: Final = ", ".join(f"l.{each.name}" for each in fields(Letter))
# A party's letters go out in their order: none overtakes one that is being retried.
_NEXT: Final = f"""
SELECT {_COLUMNS}, l.attempts, c.notice_id, c.sealed, c.language, c.bring
FROM booking.letters AS l LEFT JOIN booking.contacts AS c USING (party_id)
WHERE l.state = 'waiting' AND l.due_at <= $1 AND NOT EXISTS (
  SELECT FROM booking.letters AS e
  WHERE e.party_id = l.party_id AND e.state = 'waiting' AND e.position < l.position
    AND e.kind NOT IN ('week-before', 'day-before'))
ORDER BY l.due_at, l.number LIMIT 1 FOR UPDATE OF l SKIP LOCKED"""  # noqa: S608 - our own names
_SETTLE: Final = """
UPDATE booking.letters SET state = $2, trouble = $3, settled_at = $4, attempts = attempts + $5
WHERE letter_id = $1"""
_LATER: Final = """
UPDATE booking.letters SET attempts = attempts + 1, trouble = $2, due_at = $3
WHERE letter_id = $1"""
_FORGET: Final = "DELETE FROM booking.contacts WHERE forget_at <= $1"

_journal = structlog.get_logger("letters")


@dataclass(frozen=True, kw_only=True)
class _Taken:
    letter: Letter
    attempts: int
    contact: Mapping[str, Any]


class Outbox:
    """Shared by any number of senders and processes."""

    def __init__(
        self,
        log: PostgresLog,
        *,
        seal: ContactSeal,
        head: Letterhead,
        clock: Callable[[], datetime],
    ) -> None:
        self._log, self._seal, self._head, self._clock = log, seal, head, clock
        self._shelf = Shelf(log, clock)

    async def send_next(self, postman: Postman) -> bool:
        """Take the next letter that is due and settle it; False: there is none.

        The letter is locked while it is sent, so whoever dies with it leaves it to the next.

        Raises:
            ServerAwayError: the letter waits unchanged.
        """
        now = self._clock()
        async with self._log.transaction() as tx:
            row = await tx.connection.fetchrow(_NEXT, now)
            if row is None:
                return False
            await self._settle(tx, _taken(row), postman, now)
        return True

    async def forget(self) -> None:
        """Delete the addresses whose time is over."""
        async with self._log.transaction() as tx:
            await tx.connection.execute(_FORGET, self._clock())

    async def _settle(
        self, tx: Transaction, taken: _Taken, postman: Postman, now: datetime
    ) -> None:
        letter_id = taken.letter.letter_id
        if taken.contact["sealed"] is None or taken.letter.useless_at <= now:
            reason = "too late" if taken.contact["sealed"] else "address forgotten"
            await tx.connection.execute(_SETTLE, letter_id, "dropped", reason, now, 0)
            return
        venue = await _venue(tx, taken.letter)
        try:
            recipient, mail = self._written(taken, venue, await self._shelf.rules(), now)
        except UnreadableContactError:
            await tx.connection.execute(_SETTLE, letter_id, "dead", "address unreadable", now, 1)
            return
        except Exception as fault:  # noqa: BLE001 - one bad letter must not hold up the others
            trouble = f"cannot be written: {type(fault).__name__}"
            await tx.connection.execute(_SETTLE, letter_id, "dead", trouble, now, 1)
            return
        try:
            sender = address(self._head.sender).addr_spec
            await postman.hand_over(mail, sender=sender, recipient=recipient)
        except NotTakenError as fault:
            await _not_taken(tx, taken, fault, now)
        else:
            await tx.connection.execute(_SETTLE, letter_id, "sent", "", now, 1)
            _journal.info("sent", letter=str(letter_id), kind=taken.letter.kind.value)

    def _written(
        self,
        taken: _Taken,
        venue: Venue | None,
        rules: DocumentsPublished | None,
        now: datetime,
    ) -> tuple[str, bytes]:
        """Whom the letter goes to, and the mail.

        Raises:
            UnreadableContactError: the address was sealed with another key.
        """
        contact = taken.contact
        recipient = self._seal.open(contact["sealed"], notice_id=contact["notice_id"])
        draft = Draft(
            letter=taken.letter,
            venue=venue,
            language=contact["language"],
            recipient=recipient,
            rules=rules,
            bring=contact["bring"],
        )
        mail = write(draft, self._head, now=now)
        return address(recipient).addr_spec, mail.as_bytes()


async def _not_taken(tx: Transaction, taken: _Taken, fault: NotTakenError, now: datetime) -> None:
    letter_id, attempts = taken.letter.letter_id, taken.attempts + 1
    _journal.warning("not-taken", letter=str(letter_id), trouble=fault.trouble, attempts=attempts)
    if fault.for_good or attempts >= MOST_ATTEMPTS:
        await tx.connection.execute(_SETTLE, letter_id, "dead", fault.trouble, now, 1)
        await tell_undeliverable(tx, taken.letter.party_id, at=now)
        return
    await tx.connection.execute(_LATER, letter_id, fault.trouble, now + pause_after(attempts))


def pause_after(attempts: int) -> timedelta:
    """30 seconds, 2 minutes, 8, 32, … at most six hours."""
    return min(_FIRST_PAUSE * (1 << 2 * (attempts - 1)), _LONGEST_PAUSE)


async def _venue(tx: Transaction, letter: Letter) -> Venue | None:
    said = (await tx.read(letter.venue_id, VenueRecord(), evolve_venue)).state.announced
    if said is None:
        return None
    return Venue(
        venue_id=letter.venue_id,
        code=said.code,
        name_ja=said.name_ja,
        name_en=said.name_en,
        address_ja=said.address_ja,
        address_en=said.address_en,
        phone=said.phone,
        kind=said.kind,
    )


def _taken(row: asyncpg.Record) -> _Taken:
    values: dict[str, Any] = {each.name: row[each.name] for each in fields(Letter)}
    kind = Kind(values.pop("kind"))
    return _Taken(
        letter=Letter(kind=kind, **values),
        attempts=row["attempts"],
        contact=MappingProxyType({name: row[name] for name in _OF_CONTACT}),
    )
