"""One batch: everything decided in order on caught-up books, stored in one transaction."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from booking_web.desk.opening import Answers, open_batch
from booking_web.desk.places import keep_places
from booking_web.desk.requests import Request
from booking_web.letters.contacts import Contact, PartyContact, keep_contacts
from booking_web.refusals import BookingRefusal
from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.decisions import decide
from booking_web.timetable.facts import Fact
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import Timetable
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction

_REMEMBER = "SELECT booking.remember_answers($1, $2, $3)"


@dataclass
class Batch:
    """What came of the requests so far; nothing of it holds before the commit."""

    before: Books
    slots: dict[UUID, SlotStream]
    notices: dict[UUID, NoticeStream]
    results: list[Outcome | Exception] = field(default_factory=list)
    recorded: list[Recorded[Fact]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    answers: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    contacts: list[PartyContact] = field(default_factory=list)

    @property
    def books(self) -> Books:
        return Books(slots=self.slots, notices=self.notices)

    def enter_in(self, timetable: Timetable) -> None:
        """Once committed, the timetable stands where this batch left its slots."""
        if self.positions:
            touched = {each.stream_id for each in self.recorded} & self.slots.keys()
            timetable.adopt({each: self.slots[each] for each in touched}, self.positions[-1])


async def carry_out(
    tx: Transaction, timetable: Timetable, requests: Sequence[Request], policy: Policy
) -> Batch:
    """Take the log's lock, decide and store the requests; the caller commits.

    *timetable* is brought to the log's head; what is decided here does not change it. Every
    confirmation waits for WAL of its own: facts, or the answer remembered, or the counting of an
    answer asked for again.
    """
    opened = await open_batch(tx, timetable, requests, policy.slots_in_a_row)
    batch = Batch(opened.books, dict(opened.books.slots), dict(opened.books.notices))
    answered = ChainMap(batch.answers, dict(opened.earlier))
    for each in requests:
        batch.results.append(_result(batch, each, answered, policy))
    await _store(tx, batch)
    return batch


def _result(
    batch: Batch, request: Request, answered: Answers, policy: Policy
) -> Outcome | Exception:
    try:
        if request.key is not None and request.key in answered:
            return request.again(*answered[request.key])
        return _decided(batch, request, policy)
    except BookingRefusal as refusal:
        return refusal
    except Exception as fault:  # noqa: BLE001 - one bad command must not sink its batch
        return fault


def _decided(batch: Batch, request: Request, policy: Policy) -> Outcome:
    decided = decide(batch.books, request.command, at=request.at, policy=policy, by=request.by)
    batch.slots.update(decided.slots)
    batch.notices.update(decided.notices)
    batch.recorded += decided.recorded
    if request.contact is not None and decided.outcome.done is Done.CONFIRMED:
        batch.contacts.append(_contact_of(request.contact, decided.outcome))
    if request.key is not None:
        batch.answers[request.key] = (request.digest, msgspec.json.encode(decided.outcome))
    return decided.outcome


def _contact_of(contact: Contact, outcome: Outcome) -> PartyContact:
    return PartyContact(party_id=outcome.party_id, starts_at=outcome.starts_at, contact=contact)


async def _store(tx: Transaction, batch: Batch) -> None:
    batch.positions = await tx.append(batch.recorded)
    await keep_places(tx, batch.before, batch.books)
    await keep_contacts(tx, batch.contacts)
    if batch.answers:
        keys = list(batch.answers)
        digests, answers = zip(*batch.answers.values(), strict=True)
        await tx.connection.execute(_REMEMBER, keys, digests, answers)
