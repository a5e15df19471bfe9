"""A stream of its own for the ledger's tests: a tally that people add to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, assert_never
from uuid import UUID

from issuance.ledger.facts import Recorded, Stream, fact
from issuance.ledger.postgres import PostgresLog

AT = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
TALLY, OTHER = UUID(int=1), UUID(int=2)


@fact("test.counted")
class Counted:
    amount: int


@fact("test.remarked")
class Remarked:
    text: str


TallyFact = Counted | Remarked


@dataclass(frozen=True, kw_only=True)
class Tally:
    total: int = 0
    remarks: tuple[str, ...] = ()


def evolve(tally: Tally, happened: TallyFact) -> Tally:
    match happened:
        case Counted(amount=amount):
            return replace(tally, total=tally.total + amount)
        case Remarked(text=text):
            return replace(tally, remarks=(*tally.remarks, text))
        case _:
            assert_never(happened)


def counted(*amounts: int, to: UUID = TALLY, after: int = 0) -> list[Recorded[TallyFact]]:
    """Facts that follow the version *after* of a stream."""
    facts: list[TallyFact] = [Counted(amount=amount) for amount in amounts]
    return Stream(to, Tally(), evolve, after).record(facts, at=AT, by="worker")


async def append(log: PostgresLog, facts: Iterable[Recorded[Any]]) -> list[int]:
    async with log.transaction() as tx:
        return await tx.append(facts)
