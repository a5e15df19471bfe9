"""Residents at two desks on one log, and the journal of what each was told.

The journal is kept as a load generator keeps it. No desk knows that it is watched.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from booking_web.desk import Desk
from booking_web.letters.contacts import Contact
from booking_web.refusals import BookingRefusal, DeskAwayError, DeskBusyError, SlotFullError
from booking_web.timetable.commands import Book, Cancel, Command, Confirm
from booking_web.timetable.facts import slot_id_of
from booking_web.timetable.outcomes import Done, Outcome
from loadtests.auditor import Told
from tests.booking_web.desk.samples import NOW, VENUE, notice_of

PEOPLE = 60
STARTS: Final = tuple(NOW + timedelta(days=20, hours=hour) for hour in range(4))
FIRST, SECOND, THIRD, FOURTH = (slot_id_of(VENUE, each) for each in STARTS)
_TOLD: Final = {
    Done.CONFIRMED: "confirmed",
    Done.HELD: "held",
    Done.MOVED: "moved",
    Done.CANCELLED: "cancelled",
    Done.GIVEN_UP: "cancelled",
    Done.JOINED: "joined",
}
_LONGEST_SECONDS = 20.0


@dataclass
class Clock:
    """Stands still until it is moved on."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Crowd:
    """People by number; each goes to the desk of its number, unless another one is said."""

    desks: tuple[Desk, Desk]
    clock: Clock
    told: list[Told] = field(default_factory=list)

    async def ask(
        self,
        number: int,
        command: Command,
        slot: UUID,
        *,
        again: str = "",
        desk: int | None = None,
        contact: Contact | None = None,
    ) -> str:
        """Ask, and note what was told; *again* is the key of an earlier request."""
        asked = type(command).__name__.lower()
        key, began = again or f"{number} {asked} {len(self.told)}", datetime.now(UTC)
        where = self.desks[(number if desk is None else desk) % 2]
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                outcome = _told(
                    await where.submit(command, key=key, at=self.clock(), contact=contact)
                )
        except SlotFullError:
            outcome = "taken"
        except (DeskAwayError, DeskBusyError, TimeoutError):
            outcome = "unknown"
        except BookingRefusal:
            outcome = "refused"
        except Exception:  # noqa: BLE001 - a desk with a fault may say anything
            outcome = "unknown"
        ended = datetime.now(UTC)
        self.told.append(Told(notice_of(number), slot, key, outcome, ended, asked, began))
        return outcome

    async def book(self, number: int, slot: UUID, **how) -> str:
        return await self.ask(
            number, Book(notice_ids=(notice_of(number),), slot_id=slot), slot, **how
        )

    async def cancel(self, number: int, slot: UUID, **how) -> str:
        return await self.ask(number, Cancel(notice_id=notice_of(number)), slot, **how)

    async def confirm(self, number: int, slot: UUID) -> str:
        return await self.ask(number, Confirm(notice_id=notice_of(number)), slot)


def contact_of(number: int) -> Contact:
    """Where letters go to; nobody opens the seal."""
    return Contact(notice_id=notice_of(number), sealed=bytes(40), language="ja")


def _told(outcome: Outcome) -> str:
    return _TOLD.get(outcome.done, "refused")
