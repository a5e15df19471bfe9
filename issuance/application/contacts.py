"""連絡: reminders, calls, home visits, and notices that came back; for cases without a booking."""

from collections.abc import Callable
from uuid import UUID

from issuance.application.work import Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.cases.requirements import require
from issuance.cases.state import Case, Stage
from issuance.ledger.postgres import Transaction
from issuance.notices import contact as contacts
from issuance.notices.contact import Contact, contact_id_of
from issuance.notices.contact_facts import (
    AddressOutcome,
    CallOutcome,
    ContactFact,
    HomeVisitOutcome,
    NoticeReturnReason,
)

Decide = Callable[[Contact, Case], list[ContactFact]]


class Contacts:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def remind(self, order: Order, case_id: UUID) -> None:
        """A reminder of the notice was posted."""

        def decide(contact: Contact, case: Case) -> list[ContactFact]:
            return [*contacts.remind(contact, case_id=case_id, round_=case.notice_round)]

        await self._note(order, case_id, decide)

    async def call(self, order: Order, case_id: UUID, outcome: CallOutcome) -> None:
        def decide(contact: Contact, _: Case) -> list[ContactFact]:
            return [*contacts.call(contact, case_id=case_id, outcome=outcome)]

        await self._note(order, case_id, decide)

    async def visit_home(self, order: Order, case_id: UUID, outcome: HomeVisitOutcome) -> None:
        def decide(contact: Contact, _: Case) -> list[ContactFact]:
            return [*contacts.visit_home(contact, case_id=case_id, outcome=outcome)]

        await self._note(order, case_id, decide)

    async def take_back(self, order: Order, case_id: UUID, reason: NoticeReturnReason) -> None:
        """The post brought the notice back."""

        def decide(contact: Contact, case: Case) -> list[ContactFact]:
            returned = contacts.take_back(
                contact,
                case_id=case_id,
                round_=case.notice_round,
                reason=reason,
                today=office_date(order.at),
            )
            return [*returned]

        await self._note(order, case_id, decide)

    async def check_address(self, order: Order, case_id: UUID, outcome: AddressOutcome) -> None:
        def decide(contact: Contact, _: Case) -> list[ContactFact]:
            return [*contacts.check_address(contact, case_id=case_id, outcome=outcome)]

        await self._note(order, case_id, decide)

    async def _note(self, order: Order, case_id: UUID, decide: Decide) -> None:
        """Only of a case whose notice is out and whose holder has not booked."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            require(case.state, Stage.NOTIFIED)
            contact = await tx.read(contact_id_of(case_id), Contact(), contacts.evolve)
            return record(contact, order, decide(contact.state, case.state))

        await self._work.carry_out(order, work)
