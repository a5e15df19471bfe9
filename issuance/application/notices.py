"""通知: numbers are made again from the case whenever they are needed, and kept nowhere open."""

from datetime import date
from uuid import UUID

from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases import arrival
from issuance.errors import NotFoundError
from issuance.ledger.postgres import Transaction
from issuance.notices.numbers import notice_id, notice_number


class Notices:
    def __init__(self, work: Work) -> None:
        self._work = work

    def number(self, case_id: UUID, round_: int) -> str:
        """The number printed on a case's notice of this round."""
        return notice_number(self._work.secrets.notice_numbers, case_id, round_)

    async def send(self, order: Order, case_id: UUID, pickup_deadline: date | None = None) -> None:
        """Send the first notice, or the second after the first deadline (default: the ward's)."""
        today = office_date(order.at)

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            round_ = case.state.notice_round + 1
            clocks = self._work.policy.clocks
            last_day = pickup_deadline or clocks.pickup_deadline(today, round_)
            id_ = notice_id(self.number(case_id, round_))
            decided = arrival.send_notice(
                case.state, notice_id=id_, pickup_deadline=last_day, today=today
            )
            await tx.connection.execute(
                "INSERT INTO office.notices (notice_id, case_id, round) VALUES ($1, $2, $3)"
                " ON CONFLICT DO NOTHING",
                *(id_, case_id, round_),
            )
            return record(case, order, decided)

        await self._work.carry_out(order, work)


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
