"""整理券: who comes in gets a number of the day, in the transaction that notes the coming."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from issuance.application.work import Facts, Order, record
from issuance.calendar import office_date
from issuance.cases.state import Case
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.visits import ticket
from issuance.visits.ticket import Reception, TicketIssued, reception_id_of

ReceptionStream = Stream[Reception, TicketIssued]


async def reception(tx: Transaction, venue_id: UUID, day: date) -> ReceptionStream:
    """The tickets that this venue has given out on that day."""
    return await tx.read(reception_id_of(venue_id, day), Reception(), ticket.evolve)


async def ticket_for_party(
    tx: Transaction, order: Order, visit_id: UUID, party: Iterable[Case]
) -> Facts:
    """The number of a party with an appointment, at the venue of its appointment."""
    venue_id = next((each.appointment.venue_id for each in party if each.appointment), None)
    if venue_id is None:
        return []
    day = office_date(order.at)
    desk = await reception(tx, venue_id, day)
    issued = ticket.issue(desk.state, venue_id=venue_id, day=day, visit_id=visit_id)
    return record(desk, order, issued)
