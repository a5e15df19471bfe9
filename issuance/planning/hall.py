"""The simulated day: people come in, get tickets, are called and served; cards go to PIN desks.

How a ticket is given and who is called next is told by `HallRules`: here only time passes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from issuance.planning.clockwork import Clockwork, Happening, Steps, clockwork, desks

EARLIEST: Final = 15
"""Minutes before the opening at which the doors let people in."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody expected. Minutes from the opening, or of work.

    `starts` is None for a walk-in, `comes` for who stays away.
    """

    guest_id: UUID
    starts: float | None
    comes: float | None
    minutes: float
    """At the counter."""
    suffices: bool = True
    """Otherwise turned away when the minutes are over."""
    afterwards: float = 0.0
    """In the back office, when the guest has left."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    guest: Guest
    since: float


@dataclass(frozen=True, kw_only=True)
class Shift:
    """So many counters; without `closes` they stay until everybody is served."""

    counters: int
    closes: float | None = None


class HallRules(Protocol):
    """What the office decides about people in its hall."""

    def admits(self, guest: Guest) -> bool:
        """Whether the guest gets a ticket; asked once, when the guest comes in."""
        ...

    def calls(self, line: Mapping[UUID, Waiting], *, station: str, minute: float) -> UUID | None:
        """Whom a free counter calls now."""
        ...


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


def run_day(
    guests: Iterable[Guest], rules: HallRules, *, shifts: Iterable[Shift], pin_desks: int
) -> Outcome:
    """One day, to the last visitor and the last card."""
    hall = _Hall(clockwork(), rules, pin_desks)
    for guest in guests:
        hall.expect(guest)
    counters = [shift for shift in shifts for _ in range(shift.counters)]
    for number, shift in enumerate(counters, start=1):
        hall.clock.process(hall.counter(f"C{number}", shift.closes))
    hall.clock.run()
    return hall.outcome


class _Hall:
    def __init__(self, clock: Clockwork, rules: HallRules, pin_desks: int) -> None:
        self.clock, self.rules, self.outcome = clock, rules, Outcome()
        self._changed: Happening = clock.event()
        self._line: dict[UUID, Waiting] = {}
        self._still_to_come = 0
        self._pin_desks = desks(clock, pin_desks)

    def expect(self, guest: Guest) -> None:
        if guest.comes is None:
            self.outcome.missed += 1
            return
        self._still_to_come += 1
        self.clock.process(self._comes(guest, guest.comes))

    def _comes(self, guest: Guest, comes: float) -> Steps:
        yield self.clock.timeout(comes + EARLIEST)
        self.outcome.came += 1
        self._still_to_come -= 1
        if self.rules.admits(guest):
            self._line[guest.guest_id] = Waiting(guest=guest, since=self._minute)
        else:
            self.outcome.left += 1
        self._tell_counters()

    def counter(self, name: str, closes: float | None) -> Steps:
        yield self.clock.timeout(EARLIEST)
        while self._line or self._still_to_come:
            if closes is not None and self._minute >= closes:
                break
            called = self.rules.calls(self._line, station=name, minute=self._minute)
            if called is None:
                yield self._changed
            else:
                yield from self._serve(self._line.pop(called))
        self._tell_counters()

    def _serve(self, waiting: Waiting) -> Steps:
        guest, came = waiting.guest, max(waiting.since, 0.0)
        self.outcome.in_hall.append(self._minute - came)
        self.outcome.waits.append(max(0.0, self._minute - max(came, guest.starts or 0.0)))
        yield self.clock.timeout(guest.minutes)
        self.outcome.busy += guest.minutes
        self.outcome.last_leaves = self._minute
        if not guest.suffices:
            self.outcome.turned_away += 1
            return
        self.outcome.served += 1
        self.outcome.visits.append(guest.minutes)
        if guest.afterwards:
            self.clock.process(self._card(guest))

    def _card(self, guest: Guest) -> Steps:
        """The card's PINs are set in the back office; nobody waits for it."""
        place = self._pin_desks.request()
        yield place
        yield self.clock.timeout(guest.afterwards)
        self._pin_desks.release(place)
        self.outcome.cards_set += 1
        self.outcome.last_card = self._minute

    def _tell_counters(self) -> None:
        changed, self._changed = self._changed, self.clock.event()
        changed.succeed()

    @property
    def _minute(self) -> float:
        """From the opening; the simulated day begins a quarter of an hour before."""
        return self.clock.now - EARLIEST
