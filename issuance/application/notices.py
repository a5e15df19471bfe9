"""通知: numbers are made again from the case whenever they are needed, and kept nowhere open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from issuance.application.room import Ahead, ahead
from issuance.application.work import CaseStream, Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import arrival
from issuance.cases import state as case_state
from issuance.cases.state import Case
from issuance.errors import NotFoundError, Refusal
from issuance.ledger.postgres import Transaction
from issuance.notices import contact as contacts
from issuance.notices import releasing
from issuance.notices.contact import Contact, contact_id_of
from issuance.notices.numbers import notice_id, notice_number
from issuance.notices.releasing import Override, Releases, releases_id_of


@dataclass(kw_only=True)
class Released:
    """What came of a release: how many went out, and which cases were refused why."""

    sent: int = 0
    refused: list[tuple[str, Refusal]] = field(default_factory=list[tuple[str, Refusal]])
    """Card serial and reason."""


class Notices:
    def __init__(self, work: Work) -> None:
        self._work = work

    def number(self, case_id: UUID, round_: int) -> str:
        """The number printed on a case's notice of this round."""
        return notice_number(self._work.secrets.notice_numbers, case_id, round_)

    async def send(self, order: Order, case_id: UUID, pickup_deadline: date | None = None) -> None:
        """Send the first notice, or the second after the first deadline (default: the ward's)."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            contact = await tx.read(contact_id_of(case_id), Contact(), contacts.evolve)
            return await self._sent(tx, order, case, contact.state, pickup_deadline)

        await self._work.carry_out(order, work)

    async def ahead(self, today: date) -> Ahead:
        """The free places of the coming weeks, and how many notices they have room for."""
        async with self._work.log.transaction() as tx:
            return await ahead(tx, self._work, today)

    async def release(
        self,
        order: Order,
        case_ids: Sequence[UUID],
        pickup_deadline: date | None = None,
        override: Override | None = None,
    ) -> Released:
        """Send the notices of these cases together, as many as there are places for, or none.

        Raises:
            TooManyNoticesError: there is no room for so many, and no supervisor let them go.
        """
        done = Released()

        async def work(tx: Transaction) -> Facts:
            nonlocal done
            done = Released()
            await tx.lock()
            today = office_date(order.at)
            room = (await ahead(tx, self._work, today)).room
            facts = await self._sent_together(tx, order, case_ids, pickup_deadline, done)
            id_ = releases_id_of(self._work.policy.tenant, today)
            day = await tx.read(id_, Releases(), releasing.evolve)
            weeks = self._work.policy.releases.weeks
            released = releasing.release(
                day.state, count=done.sent, room=room, weeks=weeks, override=override
            )
            return [*record(day, order, released), *facts]

        await self._work.carry_out(order, work)
        return done

    async def _sent_together(
        self,
        tx: Transaction,
        order: Order,
        case_ids: Sequence[UUID],
        pickup_deadline: date | None,
        done: Released,
    ) -> Facts:
        cases = await tx.read_many(case_ids, Case(), case_state.evolve)
        ids = [contact_id_of(each) for each in case_ids]
        known = await tx.read_many(ids, Contact(), contacts.evolve)
        facts: Facts = []
        for case_id in case_ids:
            case, contact = cases[case_id], known[contact_id_of(case_id)].state
            try:
                sent = await self._sent(tx, order, case, contact, pickup_deadline)
            except Refusal as refusal:
                done.refused.append((case.state.card_serial, refusal))
            else:
                done.sent += 1
                facts += sent
        return facts

    async def post_again(self, order: Order, case_id: UUID) -> None:
        """The notice came back and its address is known now: the same number, a new last day.

        Raises:
            AddressUncheckedError: nobody checked the address.
        """
        today = office_date(order.at)

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            contact = await tx.read(contact_id_of(case_id), Contact(), contacts.evolve)
            contacts.require_deliverable(contact.state)
            clocks = self._work.policy.clocks
            last_day = clocks.pickup_deadline(today, case.state.notice_round)
            again = arrival.post_notice_again(case.state, pickup_deadline=last_day, today=today)
            return record(case, order, again)

        await self._work.carry_out(order, work)

    async def _sent(
        self,
        tx: Transaction,
        order: Order,
        case: CaseStream,
        contact: Contact,
        pickup_deadline: date | None,
    ) -> Facts:
        contacts.require_deliverable(contact)
        today = office_date(order.at)
        round_ = case.state.notice_round + 1
        id_, clocks = notice_id(self.number(case.id, round_)), self._work.policy.clocks
        decided = arrival.send_notice(
            case.state,
            notice_id=id_,
            pickup_deadline=pickup_deadline or clocks.pickup_deadline(today, round_),
            today=today,
        )
        await tx.connection.execute(
            "INSERT INTO office.notices (notice_id, case_id, round) VALUES ($1, $2, $3)"
            " ON CONFLICT DO NOTHING",
            *(id_, case.id, round_),
        )
        return record(case, order, decided)


async def case_of_notice(tx: Transaction, id_: UUID) -> UUID:
    """The case a notice was sent for.

    Raises:
        NotFoundError: no such notice was sent.
    """
    case_id: UUID | None = await tx.connection.fetchval(
        "SELECT case_id FROM office.notices WHERE notice_id = $1", id_
    )
    if case_id is None:
        raise NotFoundError
    return case_id
