"""An office whose clock can be put on, and its booking site; people brought to any stage."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from infra.demo.opening import (
    SampleCase,
)
from tests.issuance.office.house import Ward

T = TypeVar("T")


@dataclass
class BranchHouse:
    """`ward` does what came before a walk begins; the walk itself goes by the pages."""

    url: str
    ward: Ward
    loop: asyncio.AbstractEventLoop
    looked_at: set[str] = field(default_factory=set[str])
    """Pages that were looked at already, without the ids in them."""
    given: int = 0

    def do(self, work: Callable[[Ward], Awaitable[T]]) -> T:
        """What the house's own commands do, and the tables know it."""

        async def done() -> T:
            answer = await work(self.ward)
            await self.ward.refreshed()
            return answer

        return in_loop(self.loop, done())

    @property
    def now(self) -> datetime:
        return self.ward.clock.now

    def later(self, **by: int) -> None:
        self.ward.clock.now += timedelta(**by)

    def on_the_day(self, person: SampleCase) -> None:
        """The clock is put on to when their appointment begins."""
        held = self.do(lambda ward: ward.state(person.case_id)).appointment
        assert held is not None
        self.ward.clock.now = held.starts_at

    def from_the_box(self) -> SampleCase:
        """A grown-up whose card was scanned and nothing else."""
        self.given += 1
        person = self.ward.grown_up(self.given - 1)
        self.do(
            lambda ward: ward.issuance.arrivals.scan_card(
                ward.order(), person.box, person.card_serial
            )
        )
        return person

    def on_the_shelf(self) -> SampleCase:
        person = self.from_the_box()
        self.do(lambda ward: _shelve(ward, person.case_id))
        return person

    def notified(self) -> SampleCase:
        person = self.on_the_shelf()
        self.do(lambda ward: ward.issuance.notices.send(ward.order(), person.case_id))
        return person

    def ready(self) -> SampleCase:
        """The PINs are set, and the card waits for its envelope."""
        person = self.notified()
        self.do(lambda ward: ward.pins_set(person))
        return person

    def sealed(self) -> SampleCase:
        person = self.notified()
        self.do(lambda ward: ward.sealed(person, self.given))
        return person

    def posted(self) -> SampleCase:
        person = self.notified()
        self.do(lambda ward: ward.posted(person, self.given))
        return person


async def _shelve(ward: Ward, case_id: UUID) -> None:
    await ward.issuance.arrivals.complete_setup(ward.order(), case_id, "terminal:T1")
    await ward.issuance.arrivals.store(ward.order(), case_id, "A-01")


def in_loop(loop: asyncio.AbstractEventLoop, work: Coroutine[object, object, T]) -> T:
    """In the house's own loop: Playwright's runs in this thread."""
    return asyncio.run_coroutine_threadsafe(work, loop).result(60)
