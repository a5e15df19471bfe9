"""整理券: one short number for each party, by venue and day."""

from datetime import date
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from issuance.calendar.opening_rules import Service
from issuance.visits import ticket
from issuance.visits.ticket import (
    Reception,
    ServiceNotTakenError,
    TicketIssued,
    WalkInsFullError,
    WalkInTerms,
    reception_id_of,
)
from tests.support.given import Specification

hall: Specification[Reception, TicketIssued] = Specification(Reception(), ticket.evolve)

VENUE, DAY = UUID(int=7), date(2026, 11, 24)
TERMS = WalkInTerms(services=(Service.COLLECT, Service.CONSULT), places=2)


def visit(n):
    return uuid5(VENUE, str(n))


def issued(number, *, booked=True, service=Service.COLLECT):
    return TicketIssued(
        venue_id=VENUE,
        day=DAY,
        number=number,
        visit_id=visit(number),
        booked=booked,
        service=service,
    )


class TestAnAppointment:
    def test_gets_the_next_number(self):
        asked = hall.given(issued(1), issued(2, booked=False)).when(
            ticket.issue, venue_id=VENUE, day=DAY, visit_id=visit(3)
        )
        asked.then(issued(3))

    def test_has_one_number_however_often_it_says_so(self):
        asked = hall.given(issued(1)).when(ticket.issue, venue_id=VENUE, day=DAY, visit_id=visit(1))
        asked.then_nothing()

    def test_never_waits_for_a_place_among_walk_ins(self):
        full = [issued(n, booked=False) for n in (1, 2)]
        hall.given(*full).when(ticket.issue, venue_id=VENUE, day=DAY, visit_id=visit(3)).then(
            issued(3)
        )


class TestAWalkIn:
    def test_gets_a_number_while_there_are_places(self):
        asked = hall.given(issued(1)).when(
            ticket.admit,
            TERMS,
            venue_id=VENUE,
            day=DAY,
            visit_id=visit(2),
            service=Service.CONSULT,
        )
        asked.then(issued(2, booked=False, service=Service.CONSULT))

    def test_is_refused_when_the_day_is_full(self):
        full = [issued(n, booked=False) for n in (1, 2)]
        asked = hall.given(*full).when(
            ticket.admit, TERMS, venue_id=VENUE, day=DAY, visit_id=visit(3), service=Service.COLLECT
        )
        asked.then_refused(WalkInsFullError)

    def test_is_refused_for_what_the_venue_does_not_take(self):
        asked = hall.given().when(
            ticket.admit, TERMS, venue_id=VENUE, day=DAY, visit_id=visit(1), service=Service.APPLY
        )
        asked.then_refused(ServiceNotTakenError)

    def test_adds_nothing_when_asked_again(self):
        full = [issued(n, booked=False) for n in (1, 2)]
        asked = hall.given(*full).when(
            ticket.admit, TERMS, venue_id=VENUE, day=DAY, visit_id=visit(2), service=Service.COLLECT
        )
        asked.then_nothing()


@given(st.lists(st.integers(0, 12), max_size=40))
def test_numbers_run_from_one_without_gap_or_repeat(coming):
    reception = Reception()
    for who in coming:
        for fact in ticket.issue(reception, venue_id=VENUE, day=DAY, visit_id=visit(who)):
            reception = ticket.evolve(reception, fact)
    numbers = [each.number for each in reception.tickets.values()]
    assert numbers == list(range(1, len(set(coming)) + 1))


def test_each_venue_and_day_counts_anew():
    other_day = date(2026, 11, 25)
    assert reception_id_of(VENUE, DAY) == reception_id_of(VENUE, DAY)
    assert reception_id_of(VENUE, DAY) != reception_id_of(VENUE, other_day)
    assert reception_id_of(VENUE, DAY) != reception_id_of(UUID(int=8), DAY)
