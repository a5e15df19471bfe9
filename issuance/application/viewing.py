"""Remembers who looked at whose data, before it is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from issuance.application.work import Facts, Order, Work, record
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.staffing.roles import Role
from issuance.viewing.facts import PersonViewed, Purpose, Section, views_stream_of
from issuance.viewing.rules import view


@dataclass(frozen=True, kw_only=True)
class Look:
    """In what role somebody looks, and what for."""

    role: Role
    purpose: Purpose

    @property
    def section(self) -> Section:
        return Section.COUNTER if self.purpose is Purpose.VISIT else Section.BACK_OFFICE


class Viewing:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, order: Order, look: Look, case_ids: Collection[UUID]) -> None:
        """Remember the view of each of these cases' holders; to be done before it is shown."""

        async def views(tx: Transaction) -> Facts:
            return await _views(tx, order, look, case_ids)

        async with self._work.log.transaction() as tx:
            if not await views(tx):
                return  # nothing is new: looking again costs no write
        await self._work.carry_out(order, views)


async def _views(tx: Transaction, order: Order, look: Look, case_ids: Collection[UUID]) -> Facts:
    streams = {views_stream_of(case_id): case_id for case_id in case_ids}
    histories = await tx.histories(list(streams))
    facts: Facts = []
    for stream_id, case_id in streams.items():
        earlier = histories[stream_id]
        seen = PersonViewed(
            case_id=case_id, role=look.role, section=look.section, purpose=look.purpose
        )
        stream = Stream[int, PersonViewed](stream_id, len(earlier), _counted, len(earlier))
        facts += record(stream, order, view(earlier, seen, by=order.by, at=order.at))
    return facts


def _counted(views: int, _seen: PersonViewed) -> int:
    return views + 1
