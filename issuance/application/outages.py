"""停止: what an officer or a station notices to be down, and up again."""

from issuance.application.work import Facts, Order, Work
from issuance.ledger.postgres import Transaction
from issuance.visits import outages
from issuance.visits.outages import System, reader_stream_of, system_stream_of


class Outages:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def note_system(self, order: Order, system: System, *, answers: bool) -> None:
        """An officer saw whether it answers; what is known already adds nothing."""

        async def work(tx: Transaction) -> Facts:
            stream = await tx.read(system_stream_of(system), False, outages.evolve)
            noted = outages.note_system(stream.state, system=system, answers=answers)
            return list(stream.record(noted, at=order.at, by=order.by))

        await self._work.carry_out(order, work)

    async def note_reader(self, order: Order, station: str, *, answers: bool) -> None:
        """A station says whether it has a card reader that answers."""

        async def work(tx: Transaction) -> Facts:
            stream = await tx.read(reader_stream_of(station), False, outages.evolve)
            noted = outages.note_reader(stream.state, station=station, answers=answers)
            return list(stream.record(noted, at=order.at, by=order.by))

        await self._work.carry_out(order, work)
