"""警報: limits, and what the figures of a moment raise or resolve, with the mails about it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid5

from issuance.alerts import rules
from issuance.alerts.rules import AlertFact, AlertKind, AlertRaised, AlertResolved, Watch
from issuance.application.work import Facts, Order, Work, record
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction

WatchStream = Stream[Watch, AlertFact]
_MAIL: Final = """INSERT INTO office.alert_mails
    (mail_id, stream_id, version, kind, raised, figure, happened_at, due_at, recipient)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)"""


class AlertDesk:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def watch(self) -> Watch:
        async with self._work.log.transaction() as tx:
            return (await self._stream(tx)).state

    async def history(self, most: int) -> list[Recorded[Any]]:
        """What was raised and resolved, the latest first."""
        async with self._work.log.transaction() as tx:
            told = await tx.history(rules.watch_id_of(self._work.policy.tenant))
        shown = [each for each in told if isinstance(each.fact, AlertRaised | AlertResolved)]
        return shown[::-1][:most]

    async def set_limits(self, order: Order, limits: Mapping[AlertKind, int | None]) -> None:
        """Raise each alert above its limit from now on; None: it is not watched.

        Raises:
            LimitError: one of them is no limit; then none is changed.
        """

        async def work(tx: Transaction) -> Facts:
            stream, found = await self._stream(tx), list[AlertFact]()
            for kind, limit in limits.items():
                found += rules.set_limit(stream.state, kind=kind, limit=limit)
            return record(stream, order, found)

        await self._work.carry_out(order, work)

    async def look(
        self, order: Order, figures: Mapping[AlertKind, int], recipients: Sequence[str]
    ) -> None:
        """Record what these figures change, and a mail for each change and recipient with it.

        Where nothing changes nothing is written: this is asked every few seconds.
        """

        async def work(tx: Transaction) -> Facts:
            stream = await self._stream(tx)
            found = record(stream, order, rules.look(stream.state, figures))
            for each in found:
                await _put_mails(tx, each, recipients)
            return found

        if rules.look(await self.watch(), figures):
            await self._work.carry_out(order, work)

    async def _stream(self, tx: Transaction) -> WatchStream:
        stream_id = rules.watch_id_of(self._work.policy.tenant)
        return await tx.read(stream_id, Watch(), rules.evolve)


async def _put_mails(tx: Transaction, told: Recorded[Any], recipients: Sequence[str]) -> None:
    fact: AlertRaised | AlertResolved = told.fact
    for recipient in recipients:
        await tx.connection.execute(
            _MAIL,
            uuid5(told.stream_id, f"{told.version} {recipient}"),
            *(told.stream_id, told.version, fact.kind.value, isinstance(fact, AlertRaised)),
            *(fact.figure, told.at, recipient),
        )
