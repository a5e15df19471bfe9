"""How an order is carried out: read, decide, record, all in one transaction, answered once."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import asyncpg

from issuance.applicants.registry import Registry
from issuance.calendar import WardClocks
from issuance.cases import state as case_state
from issuance.cases.facts import CaseFact
from issuance.cases.state import Case
from issuance.custody import boxes, cards, sheets
from issuance.custody.boxes import Box
from issuance.custody.cards import CardPlace
from issuance.custody.facts import BoxFact, CustodyFact, SheetFact
from issuance.custody.sheets import Sheet
from issuance.errors import ConcurrentChangeError, NotFoundError
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.joined import JoinedLog
from issuance.ledger.postgres import PostgresLog, Transaction
from issuance.notices.contact import ContactRules
from issuance.notices.releasing import ReleaseRules
from issuance.pins.sheets import sheet_id_of

ATTEMPTS = 5
_DONE = b"done"
_FASTER = (ConcurrentChangeError, asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError)
"""What a writer meets when another was faster."""

CaseStream = Stream[Case, CaseFact]
BoxStream = Stream[Box, BoxFact]
CardStream = Stream[CardPlace, CustodyFact]
SheetStream = Stream[Sheet, SheetFact]
Facts = list[Recorded[Any]]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who asks and when. With a key, the same order again is answered as the first time.

    `digest` tells whether a repeated key really asks for the same.
    """

    by: str
    at: datetime
    key: str | None = None
    digest: bytes = field(default=sha256(b"").digest(), repr=False)

    @property
    def staff_code(self) -> str:
        """The code of the member of staff who asks, as facts name people: "K01"."""
        return self.by.removeprefix("staff:")


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """From key files; 32 bytes or more each."""

    application_ids: bytes = field(repr=False)
    notice_numbers: bytes = field(repr=False)
    birthdays: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What each ward decides for itself."""

    tenant: str = "131237"
    four_eyes: bool = True
    sealed_pins_days: int = 14
    no_show_after: timedelta = timedelta(minutes=15)
    """So long after its start a party is waited for; booking counts with the same figure."""
    no_show_recalls: int = 2
    """So often a party that was called is called again before it is a no-show."""
    old_card_ahead: timedelta = timedelta(minutes=60)
    """So long before its start a party may check in by its old card."""
    clocks: WardClocks = field(default_factory=WardClocks)
    """How long cards and letters are kept."""
    releases: ReleaseRules = field(default_factory=ReleaseRules)
    contacts: ContactRules = field(default_factory=ContactRules)


class Work:
    """The log, the people's register and the policy, as every desk of the office uses them."""

    def __init__(
        self, log: PostgresLog, *, registry: Registry, secrets: Secrets, policy: Policy
    ) -> None:
        self.log, self.registry, self.secrets, self.policy = log, registry, secrets, policy

    def within(self, tx: Transaction) -> "Work":
        """The same work inside *tx*: several orders become one act, each still all or nothing."""
        return Work(
            JoinedLog(self.log.pool, tx),
            registry=self.registry,
            secrets=self.secrets,
            policy=self.policy,
        )

    async def carry_out(
        self, order: Order, work: Callable[[Transaction], Awaitable[Facts]]
    ) -> None:
        """Record what *work* decides; look again and retry when somebody was faster.

        Whoever was passed once reads behind the log's lock, and cannot be passed again: thirty
        counters that call at nine all write to the day's one list of tickets.

        Also an order that changes nothing ends in a commit that wrote WAL, so that its success
        can be believed after a failover.

        Raises:
            Refusal: a rule forbids it; nothing is recorded.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self.log.transaction() as tx:
                    if attempt > 1:
                        await tx.lock()
                    await self._once(tx, order, work)
            except _FASTER as error:
                if attempt == ATTEMPTS:
                    raise ConcurrentChangeError from error
            else:
                return

    async def _once(
        self, tx: Transaction, order: Order, work: Callable[[Transaction], Awaitable[Facts]]
    ) -> None:
        if order.key and await tx.earlier_answer(order.key, order.digest):
            return
        if not await tx.append(await work(tx)):
            await tx.confirm()
        if order.key:
            await tx.remember_answer(order.key, order.digest, _DONE)

    async def case(self, tx: Transaction, case_id: UUID) -> CaseStream:
        """The case.

        Raises:
            NotFoundError: the id is something else's.
        """
        history = await tx.history(case_id)
        if not all(isinstance(each.fact, CaseFact) for each in history):
            raise NotFoundError
        return CaseStream(case_id, Case(), case_state.evolve).replay(history)

    async def box(self, tx: Transaction, name: str) -> BoxStream:
        return await tx.read(box_id_of(name), Box(), boxes.evolve)

    async def card(self, tx: Transaction, card_serial: str) -> CardStream:
        return await tx.read(card_id_of(card_serial), CardPlace(), cards.evolve)

    async def sheet(self, tx: Transaction, number: str) -> SheetStream:
        return await tx.read(sheet_id_of(number), Sheet(), sheets.evolve)

    async def address_version(self, tx: Transaction, case_id: UUID) -> int:
        """The resident record's version; it is held, so that no correction slips in meanwhile."""
        return await self.registry.correct(tx.connection, case_id, lambda person: person)

    async def moved(self, tx: Transaction, order: Order, case: CaseStream, to_place: str) -> Facts:
        """The case's card goes from where it lies to another place."""
        card = await self.card(tx, case.state.card_serial)
        return record(card, order, cards.move(card.state, to_place=to_place))

    async def left(self, tx: Transaction, order: Order, case: CaseStream, how: str) -> Facts:
        """The case's card leaves the office."""
        card = await self.card(tx, case.state.card_serial)
        return record(card, order, cards.leave(card.state, how=how))


def record(stream: Stream[Any, Any], order: Order, facts: Iterable[Any]) -> Facts:
    return stream.record(facts, at=order.at, by=order.by)


def box_id_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:box:{name}")


def card_id_of(card_serial: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:card:{card_serial}")
