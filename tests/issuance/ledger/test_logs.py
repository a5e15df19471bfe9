"""What every log of facts does alike: PostgreSQL, memory, and SQLite."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from issuance.errors import ConcurrentChangeError
from issuance.ledger.codec import FactHoldsNumberError
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import PostgresLog
from issuance.ledger.recorders import RecorderLog, in_memory_log, sqlite_log
from tests.issuance.ledger.tallies import (
    AT,
    OTHER,
    TALLY,
    Remarked,
    Tally,
    append,
    counted,
    evolve,
)


class OnPostgres:
    def __init__(self, log: PostgresLog) -> None:
        self._log = log

    async def append(self, facts: Iterable[Recorded[Any]]) -> list[int]:
        return await append(self._log, facts)

    async def read(self, stream_id: UUID) -> Stream[Tally, Any]:
        async with self._log.transaction() as tx:
            return await tx.read(stream_id, Tally(), evolve)

    async def follow(self, after: int, limit: int = 1_000) -> list[Recorded[Any]]:
        return await self._log.follow(after, limit)

    async def head(self) -> int:
        return await self._log.head()


class OnRecorder:
    def __init__(self, log: RecorderLog) -> None:
        self._log = log

    async def append(self, facts: Iterable[Recorded[Any]]) -> list[int]:
        return self._log.append(facts)

    async def read(self, stream_id: UUID) -> Stream[Tally, Any]:
        return self._log.read(stream_id, Tally(), evolve)

    async def follow(self, after: int, limit: int = 1_000) -> list[Recorded[Any]]:
        return self._log.follow(after, limit)

    async def head(self) -> int:
        return self._log.head()


@pytest.fixture(params=["postgres", "memory", "sqlite"])
def log(request, tmp_path):
    match request.param:
        case "postgres":
            return OnPostgres(request.getfixturevalue("issuance_log"))
        case "memory":
            return OnRecorder(in_memory_log())
        case _:
            return OnRecorder(sqlite_log(tmp_path / "facts.db"))


async def test_an_empty_log(log):
    assert await log.head() == 0
    assert await log.follow(0) == []
    assert await log.read(TALLY) == Stream(TALLY, Tally(), evolve)
    assert await log.append([]) == []


async def test_facts_come_back_by_stream_and_in_the_order_of_the_log(log):
    positions = await log.append([*counted(1), *counted(10, to=OTHER), *counted(2, after=1)])
    assert positions == [1, 2, 3]
    assert (await log.read(TALLY)).state == Tally(total=3)
    assert (await log.read(TALLY)).version == 2
    assert (await log.read(OTHER)).state == Tally(total=10)
    followed = await log.follow(0)
    assert [(each.position, each.stream_id, each.version) for each in followed] == [
        (1, TALLY, 1),
        (2, OTHER, 1),
        (3, TALLY, 2),
    ]
    assert {each.at for each in followed} == {AT}
    assert {each.by for each in followed} == {"worker"}


async def test_a_reader_goes_on_where_it_stood(log):
    await log.append(counted(*range(10)))
    assert [each.position for each in await log.follow(4, 3)] == [5, 6, 7]
    assert [each.position for each in await log.follow(7)] == [8, 9, 10]
    assert await log.follow(10) == []
    assert await log.head() == 10


async def test_who_read_before_another_wrote_must_look_again(log):
    stale = await log.read(TALLY)
    await log.append(counted(1))
    with pytest.raises(ConcurrentChangeError):
        await log.append(stale.record([Remarked(text="late")], at=AT, by="worker"))
    assert (await log.read(TALLY)).state == Tally(total=1)


async def test_all_streams_are_written_or_none(log):
    await log.append(counted(1))
    with pytest.raises(ConcurrentChangeError):
        await log.append([*counted(5, to=OTHER), *counted(2)])
    assert await log.head() == 1
    assert (await log.read(OTHER)).version == 0


async def test_the_same_place_is_never_taken_twice_in_one_batch(log):
    with pytest.raises(ConcurrentChangeError):
        await log.append([*counted(1), *counted(2)])
    assert await log.follow(0) == []


async def test_a_number_that_must_not_be_kept_sinks_the_whole_batch(log):
    facts = Stream(TALLY, Tally(), evolve).record(
        [Remarked(text="ok"), Remarked(text="123456789018")], at=AT, by="worker"
    )
    with pytest.raises(FactHoldsNumberError):
        await log.append(facts)
    assert await log.follow(0) == []


async def test_texts_survive_as_they_were_written(log):
    text = "葛\U000e0100城 𠮷野 “–” \x00 \u2028"
    remark = Stream(TALLY, Tally(), evolve).record([Remarked(text=text)], at=AT, by="staff:K01")
    await log.append(remark)
    assert (await log.read(TALLY)).state.remarks == (text,)


def test_a_journal_in_a_file_is_still_there_when_it_is_opened_again(tmp_path):
    sqlite_log(tmp_path / "facts.db").append(counted(1, 2))
    again = sqlite_log(tmp_path / "facts.db")
    assert again.read(TALLY, Tally(), evolve).state == Tally(total=3)
    assert again.append(counted(3, after=2)) == [3]
