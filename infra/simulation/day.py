"""The day by the office's own rules: tickets, walk-ins' places, whom the stations call next.

Time passes in `issuance.planning.hall`, as it does for a ward's own what-ifs.
"""

from collections.abc import Mapping
from uuid import UUID

from counter_station.visit.turn import InLine, next_party
from infra.simulation import assumptions as a
from infra.simulation.assumptions import Method, PinsSetAt
from infra.simulation.people import DAY, Person, at
from infra.simulation.steps import minutes_at_counter, minutes_at_terminal, suffices
from issuance.calendar.opening_rules import Service
from issuance.planning.hall import Guest, Outcome, Shift, Waiting, run_day
from issuance.visits import ticket
from issuance.visits.ticket import Reception, WalkInsFullError, WalkInTerms

_VENUE = UUID(int=1)
_TERMS = WalkInTerms(services=(Service.COLLECT,), places=a.WALK_IN_PLACES)


def simulate(people: list[Person], method: Method, counters: int = a.COUNTERS) -> Outcome:
    """One day, to the last visitor and the last card."""
    return run_day(
        [_guest(person, method) for person in people],
        _Reception(method),
        shifts=(Shift(counters=counters),),
        pin_desks=a.PIN_DESKS,
    )


def _guest(person: Person, method: Method) -> Guest:
    in_back_office = method.pins_set_at is PinsSetAt.BACK_OFFICE and person.pins
    return Guest(
        guest_id=person.visit_id,
        starts=person.starts,
        comes=person.comes,
        minutes=minutes_at_counter(person, method),
        suffices=suffices(person),
        afterwards=minutes_at_terminal(person) if in_back_office else 0.0,
    )


class _Reception:
    def __init__(self, method: Method) -> None:
        self._method, self._reception = method, Reception()

    def admits(self, guest: Guest) -> bool:
        visit_id = guest.guest_id
        try:
            if guest.starts is None:
                issued = ticket.admit(
                    self._reception, _TERMS, venue_id=_VENUE, day=DAY,
                    visit_id=visit_id, service=Service.COLLECT,
                )  # fmt: skip
            else:
                issued = ticket.issue(self._reception, venue_id=_VENUE, day=DAY, visit_id=visit_id)
        except WalkInsFullError:
            return False
        for each in issued:
            self._reception = ticket.evolve(self._reception, each)
        return True

    def calls(self, line: Mapping[UUID, Waiting], *, station: str, minute: float) -> UUID | None:
        if not self._method.our_calling:
            return next(iter(line), None)
        parties = [_in_line(each) for each in line.values()]
        chosen = next_party(parties, station=station, now=at(minute))
        return chosen.visit_id if chosen else None


def _in_line(waiting: Waiting) -> InLine:
    guest = waiting.guest
    return InLine(
        visit_id=guest.guest_id,
        reference=str(guest.guest_id),
        starts_at=at(waiting.since if guest.starts is None else guest.starts),
        arrived_at=at(waiting.since),
        walk_in=guest.starts is None,
    )
