"""Which facts of the office concern booking, and what is said of them. No name, no address.

A notice is released with its number and a keyed check of the holder's birthday; everything else
is ids, dates and places.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from issuance.applicants.registry import PersonErasedError
from issuance.application.work import Work
from issuance.capacity.venues import OpeningRulesSet, PlacesOffered, VenueAnnounced
from issuance.cases import facts as f
from issuance.cases.facts import CardExpired
from issuance.cases.state import Case, Stage, evolve
from issuance.identity.publication import DocumentsPublished
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction
from issuance.notices.checks import birthday_check
from issuance.notices.numbers import notice_number
from issuance.release.card import MOVING, card_news
from issuance.release.congestion import congestion_news
from issuance.release.invitations import invitation_news
from issuance.release.items import item_of as _item
from issuance.release.queue import queue_news
from issuance.release.views import view_news

_VOIDS = (
    f.HolderMovedOut,
    f.HolderDied,
    f.RecordDeleted,
    f.NumberChanged,
    f.ApplicationWithdrawn,
    f.CardLost,
    f.DestructionProposed,
    f.CardDestroyed,
    f.CardUnusable,
    CardExpired,
)

_BOOKABLE = frozenset({Stage.NOTIFIED, Stage.BOOKED})

_FREED = (
    f.AppointmentCancelled,
    f.NoShowRecorded,
    f.DocumentsInsufficient,
    f.IdentityRefused,
    f.VisitBrokenOff,
    f.HolderAskedAgain,
)
"""After these the case holds no appointment."""


class News:
    """Translates facts for booking; a `Translate` of `issuance.ledger.exchange`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def translate(self, tx: Transaction, facts: list[Recorded[Any]]) -> Iterable[Item]:
        told = [item for recorded in facts async for item in self._items(tx, recorded)]
        told += await queue_news(tx, facts)
        told += await congestion_news(tx, facts)
        return sorted(told, key=lambda item: item.position)

    async def _items(self, tx: Transaction, recorded: Recorded[Any]) -> AsyncIterator[Item]:
        match recorded.fact:
            case VenueAnnounced() as venue:
                yield _item(recorded, "venue.announced", recorded.stream_id, venue)
            case OpeningRulesSet() as rules:
                yield _item(recorded, "rules.set", recorded.stream_id, rules)
            case PlacesOffered() as offered:
                yield _item(recorded, "places.offered", recorded.stream_id, offered)
            case DocumentsPublished() as documents:
                yield _item(recorded, "documents.published", recorded.stream_id, documents)
            case f.CardMissing() | f.CardFound():
                async for item in self._shelf(tx, recorded):
                    yield item
            case f.NoticeSent() as sent:
                async for item in self._notice(tx, recorded, sent):
                    yield item
            case f.HolderAskedAgain(come_by=day):
                async for item in self._again(tx, recorded, day):
                    yield item
            case f.VisitFinished():
                async for item in self._closed(tx, recorded, "attended"):
                    yield item
            case f.NoShowRecorded():
                async for item in self._closed(tx, recorded, "no-show"):
                    yield item
            case (
                f.DocumentsInsufficient()
                | f.IdentityRefused()
                | f.AppointmentDeclined()
                | f.VisitBrokenOff()
            ):
                async for item in self._closed(tx, recorded, "turned-away"):
                    yield item
            case happened if isinstance(happened, _VOIDS):
                async for item in self._withdrawn(tx, recorded):
                    yield item
            case _:
                pass
        async for item in invitation_news(self._work, tx, recorded):
            yield item
        for item in await view_news(tx, recorded):
            yield item
        if isinstance(recorded.fact, MOVING):
            for item in await card_news(tx, recorded):
                yield item

    async def _notice(
        self, tx: Transaction, recorded: Recorded[Any], sent: f.NoticeSent
    ) -> AsyncIterator[Item]:
        """A second notice has a number of its own; the first is withdrawn."""
        for earlier in await _notices(tx, recorded.stream_id, below_round=sent.round):
            yield _item(recorded, "notice.withdrawn", earlier, {"reason": "voided"})
        async for item in self._released(tx, recorded, sent):
            yield item

    async def _again(
        self, tx: Transaction, recorded: Recorded[Any], come_by: date
    ) -> AsyncIterator[Item]:
        """The holder of a notice that was used books with it once more."""
        for each in reversed(await tx.history(recorded.stream_id)):
            if isinstance(each.fact, f.NoticeSent):
                sent = replace(each.fact, pickup_deadline=come_by)
                async for item in self._released(tx, recorded, sent):
                    yield item
                return

    async def _shelf(self, tx: Transaction, recorded: Recorded[Any]) -> AsyncIterator[Item]:
        """A card that cannot be found cannot be fetched today; found again, it can."""
        history = [
            each
            for each in await tx.history(recorded.stream_id)
            if each.version <= recorded.version
        ]
        case = Stream(recorded.stream_id, Case(), evolve).replay(history).state
        sent = next((e.fact for e in reversed(history) if isinstance(e.fact, f.NoticeSent)), None)
        if sent is not None and case.stage in _BOOKABLE:
            async for item in self._released(tx, recorded, sent, same_day=not case.missing):
                yield item

    async def _released(
        self,
        tx: Transaction,
        recorded: Recorded[Any],
        sent: f.NoticeSent,
        *,
        same_day: bool = True,
    ) -> AsyncIterator[Item]:
        """`same_day`: the card lies on its shelf, as it does when a notice is sent."""
        try:
            record = await self._work.registry.load(tx.connection, recorded.stream_id)
        except PersonErasedError:
            return
        number = notice_number(self._work.secrets.notice_numbers, recorded.stream_id, sent.round)
        body = {
            "number": number,
            "birthday_check": birthday_check(
                self._work.secrets.birthdays, number, record.person.birth_on
            ),
            "pickup_deadline": sent.pickup_deadline,
            "round": sent.round,
            "same_day": same_day,
        }
        yield _item(recorded, "notice.released", sent.notice_id, body)

    async def _closed(
        self, tx: Transaction, recorded: Recorded[Any], outcome: str
    ) -> AsyncIterator[Item]:
        """What became of the appointment held when this happened; a walk-in held none."""
        notice_id, appointment_id = await _booked_before(tx, recorded)
        if appointment_id is not None:
            body = {"appointment_id": appointment_id, "outcome": outcome}
            yield _item(recorded, "appointment.closed", notice_id, body)

    async def _withdrawn(self, tx: Transaction, recorded: Recorded[Any]) -> AsyncIterator[Item]:
        for notice_id in (await _notices(tx, recorded.stream_id))[-1:]:
            yield _item(recorded, "notice.withdrawn", notice_id, {"reason": "voided"})


async def _notices(tx: Transaction, case_id: UUID, below_round: int = 99) -> list[UUID]:
    rows = await tx.connection.fetch(
        "SELECT notice_id FROM office.notices WHERE case_id = $1 AND round < $2 ORDER BY round",
        *(case_id, below_round),
    )
    return [row["notice_id"] for row in rows]


async def _booked_before(tx: Transaction, recorded: Recorded[Any]) -> tuple[UUID, UUID | None]:
    notice_id, appointment_id = UUID(int=0), UUID(int=0)
    booked = False
    for earlier in await tx.history(recorded.stream_id):
        if earlier.version > recorded.version:
            break
        match earlier.fact:
            case f.NoticeSent(notice_id=notice_id):
                pass
            case (
                f.AppointmentNoted(appointment_id=appointment_id)
                | f.AppointmentDeclined(appointment_id=appointment_id)
            ):
                booked = True
            case _ if isinstance(earlier.fact, _FREED) and earlier.version < recorded.version:
                booked = False
            case _:
                pass
    return notice_id, appointment_id if booked else None
