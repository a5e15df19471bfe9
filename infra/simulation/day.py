"""The day itself: people come in, get tickets, are called and served; cards go to the PIN desks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from counter_station.visit.turn import InLine, next_party
from infra.simulation import assumptions as a
from infra.simulation.assumptions import Method, PinsSetAt
from infra.simulation.engine import Clockwork, Happening, Steps, clockwork, desks
from infra.simulation.people import DAY, Person, at
from infra.simulation.steps import minutes_at_counter, minutes_at_terminal, suffices
from issuance.calendar.opening_rules import Service
from issuance.visits import ticket
from issuance.visits import visit as visits
from issuance.visits.ticket import Reception, WalkInsFullError, WalkInTerms
from issuance.visits.visit import Visit, VisitFact

_VENUE = UUID(int=1)
_TERMS = WalkInTerms(services=(Service.COLLECT,), places=a.WALK_IN_PLACES)


@dataclass(kw_only=True)
class Outcome:
    """What became of everybody. Waits and visits in minutes."""

    missed: int = 0
    came: int = 0
    left: int = 0
    """Walk-ins for whom there was no place any more."""
    turned_away: int = 0
    served: int = 0
    waits: list[float] = field(default_factory=list[float])
    """From the appointed time, or from coming in where that is later, to the call."""
    in_hall: list[float] = field(default_factory=list[float])
    """From coming in (or the opening) to the call."""
    visits: list[float] = field(default_factory=list[float])
    last_leaves: float = 0.0
    cards_set: int = 0
    last_card: float = 0.0
    busy: float = 0.0
    """Minutes of all counters with somebody at them."""


def simulate(people: list[Person], method: Method, counters: int = a.COUNTERS) -> Outcome:
    """One day, to the last visitor and the last card."""
    hall = _Hall(clockwork(), method)
    for person in people:
        hall.clock.process(hall.comes(person))
    for number in range(counters):
        hall.clock.process(hall.counter(f"C{number + 1}"))
    hall.expect(sum(each.comes is not None for each in people))
    hall.outcome.missed = sum(each.comes is None for each in people)
    hall.clock.run()
    return hall.outcome


class _Hall:
    def __init__(self, clock: Clockwork, method: Method) -> None:
        self.clock, self.method, self.outcome = clock, method, Outcome()
        self._changed: Happening = clock.event()
        self._line: dict[UUID, tuple[Person, InLine]] = {}
        self._reception = Reception()
        self._still_to_come = 0
        self._pin_desks = desks(clock, a.PIN_DESKS)

    def expect(self, people: int) -> None:
        self._still_to_come = people

    def comes(self, person: Person) -> Steps:
        """Somebody comes in, at most a quarter of an hour before the doors open."""
        if person.comes is None:
            return
        yield self.clock.timeout(person.comes + 15)
        self.outcome.came += 1
        self._still_to_come -= 1
        if self._has_ticket(person):
            self._line[person.visit_id] = (person, self._in_line(person))
        else:
            self.outcome.left += 1
        self._tell_counters()

    def counter(self, name: str) -> Steps:
        yield self.clock.timeout(15)
        while self._line or self._still_to_come:
            person = self._next(name)
            if person is None:
                yield self._changed
            else:
                yield from self._serve(person, name)
        self._tell_counters()

    def _serve(self, person: Person, name: str) -> Steps:
        visit = _after(Visit(), visits.arrive(Visit()))
        visit = _after(visit, visits.call(visit, station=name, clerk=name))
        came = max(person.comes or 0.0, 0.0)
        self.outcome.in_hall.append(self._minute - came)
        self.outcome.waits.append(max(0.0, self._minute - max(came, person.starts or 0.0)))
        spent = minutes_at_counter(person, self.method)
        yield self.clock.timeout(spent)
        assert visits.end(visit, station=name), "who was called is at this counter"
        self.outcome.busy += spent
        self.outcome.last_leaves = self._minute
        if not suffices(person):
            self.outcome.turned_away += 1
            return
        self.outcome.served += 1
        self.outcome.visits.append(spent)
        if self.method.pins_set_at is PinsSetAt.BACK_OFFICE and person.pins:
            self.clock.process(self._card(person))

    def _card(self, person: Person) -> Steps:
        """The card's PINs are set in the back office; nobody waits for it."""
        place = self._pin_desks.request()
        yield place
        yield self.clock.timeout(minutes_at_terminal(person))
        self._pin_desks.release(place)
        self.outcome.cards_set += 1
        self.outcome.last_card = self._minute

    def _next(self, name: str) -> Person | None:
        if not self._line:
            return None
        if self.method.our_calling:
            parties = [each for _, each in self._line.values()]
            chosen = next_party(parties, station=name, now=at(self._minute))
            return self._line.pop(chosen.visit_id)[0] if chosen else None
        return self._line.pop(next(iter(self._line)))[0]

    def _has_ticket(self, person: Person) -> bool:
        try:
            if person.starts is None:
                issued = ticket.admit(
                    self._reception, _TERMS, venue_id=_VENUE, day=DAY,
                    visit_id=person.visit_id, service=Service.COLLECT,
                )  # fmt: skip
            else:
                issued = ticket.issue(
                    self._reception, venue_id=_VENUE, day=DAY, visit_id=person.visit_id
                )
        except WalkInsFullError:
            return False
        for each in issued:
            self._reception = ticket.evolve(self._reception, each)
        return True

    def _in_line(self, person: Person) -> InLine:
        return InLine(
            visit_id=person.visit_id,
            reference=str(person.visit_id),
            starts_at=at(self._minute if person.starts is None else person.starts),
            arrived_at=at(self._minute),
            walk_in=person.starts is None,
        )

    def _tell_counters(self) -> None:
        changed, self._changed = self._changed, self.clock.event()
        changed.succeed()

    @property
    def _minute(self) -> float:
        """From the opening; the simulated day begins a quarter of an hour before."""
        return self.clock.now - 15


def _after(visit: Visit, happened: Sequence[VisitFact]) -> Visit:
    for each in happened:
        visit = visits.evolve(visit, each)
    return visit
