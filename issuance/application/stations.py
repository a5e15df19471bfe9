"""窓口端末: who works where, and which station holds a day's people; facts only, no rules yet."""

from issuance.application.work import Facts, Order, Work
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.visits.stations import StationFact, station_stream_of


class Stations:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, order: Order, station: str, happened: StationFact) -> None:
        """Record something that a station says of itself, once for each key."""

        async def work(tx: Transaction) -> Facts:
            stream = await tx.read(station_stream_of(station), None, _nothing)
            return _recorded(stream, order, happened)

        await self._work.carry_out(order, work)


def _nothing(state: None, happened: StationFact) -> None:
    """No decision stands on a station's own facts."""


def _recorded(stream: Stream[None, StationFact], order: Order, happened: StationFact) -> Facts:
    return list(stream.record([happened], at=order.at, by=order.by))
