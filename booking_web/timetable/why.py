"""Why a household was not offered places: told from the facts alone, in figures.

Nothing of other households comes out of here but how many there were.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from booking_web.timetable.facts import (
    FreedBecause,
    MissedBecause,
    OpeningRulesSet,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    SlotWithdrawn,
    WaitingOffered,
)
from booking_web.timetable.offers import Skip, View, why_not
from booking_web.timetable.policy import Policy
from booking_web.timetable.rules_then import RulesThen
from booking_web.timetable.slots import Slot, evolve_slot
from booking_web.timetable.waiting_list import Household, WaitingList
from issuance.ledger.facts import Recorded

_OF_SLOTS = (
    *(SlotOffered, PlacesOffered, SlotWithdrawn),
    *(PlacesHeld, PlacesKept, PlacesTaken, PlacesFreed),
)


class Why(Struct, frozen=True, kw_only=True):
    """What happened since the household joined."""

    offered: int = 0
    """Offers it had itself."""
    declined: int = 0
    let_lapse: int = 0
    earlier: int = 0
    """Offers of places it wished for, to households that had waited longer."""
    too_large: int = 0
    """Times places came free that it wished for, but fewer than it has people."""
    most_free: int = 0
    """How many there were at most of those times."""
    outside: int = 0
    """Times places came free that it did not wish for."""
    too_soon: int = 0
    """Times places came free with too little time left for an offer."""
    busy: int = 0
    """Times they went on because it had an offer, held another time, or had let them pass."""
    out_of_turn: int = 0
    """Offers to households that had waited less long, with no reason: never seen."""


def why(entry_id: UUID, history: Iterable[Recorded[Any]], *, policy: Policy) -> Why:
    """*history*: the facts of the line, of the slots that it wishes for and of their venues' rules.

    In the log's order: each moment is judged by the rules that held then.
    """
    story = _Story(entry_id, policy)
    for recorded in history:
        story.hear(recorded)
    return story.told


class _Story:
    """The line, the slots and the rules as they stood at each fact."""

    def __init__(self, entry_id: UUID, policy: Policy) -> None:
        self._entry_id, self._line, self._slots = entry_id, WaitingList(), dict[UUID, Slot]()
        self._rules = RulesThen()
        self._view = View(self._slot, self._rules.offer, policy)
        self._skipped: dict[UUID, Skip | None] = {}
        """Why not us, when places were held for that household."""
        self.told = Why()

    def hear(self, recorded: Recorded[Any]) -> None:
        happened = recorded.fact
        if isinstance(happened, OpeningRulesSet):
            self._rules.set_rules(recorded.stream_id, happened.rules)
        if isinstance(happened, SlotOffered):
            self._rules.hear_of(happened)
        if isinstance(happened, PlacesHeld):
            self._before_offer(recorded, happened)
        if isinstance(happened, _OF_SLOTS):
            self._count(recorded.stream_id, happened)
        if isinstance(happened, PlacesFreed) and not self._was_accepted(happened):
            self._freed(recorded)
        if isinstance(happened, WaitingOffered):
            self._offered(happened)
        self._line = self._line.after((recorded,))
        me = self._line.households.get(self._entry_id)
        if me is not None:
            missed = list(me.missed.values())
            self.told = replace(
                self.told,
                declined=missed.count(MissedBecause.DECLINED),
                let_lapse=missed.count(MissedBecause.TIME_OVER),
            )

    def _slot(self, slot_id: UUID) -> Slot | None:
        """As rules offer it where nothing is told of it yet."""
        opening = self._view.opening_of(slot_id)
        return self._slots.get(slot_id) or (opening.unused() if opening else None)

    def _count(self, slot_id: UUID, happened: SlotFact) -> None:
        self._slots[slot_id] = evolve_slot(self._slots.get(slot_id, Slot()), happened)

    def _before_offer(self, recorded: Recorded[Any], happened: PlacesHeld) -> None:
        """A household's hold begins with the first slot of its row, under its id in the line."""
        theirs = self._line.households.get(happened.party_id)
        me = self._line.households.get(self._entry_id)
        if me and theirs and theirs.offered is None and happened.party_id not in self._skipped:
            self._skipped[happened.party_id] = self._why_not(me, recorded)

    def _why_not(self, me: Household, recorded: Recorded[Any]) -> Skip | None:
        slot_id, at = recorded.stream_id, recorded.at
        return why_not(me, slot_id, self._view, at=at)

    def _offered(self, happened: WaitingOffered) -> None:
        """Each member has its fact; the first one counts."""
        theirs = self._line.households.get(happened.entry_id)
        me = self._line.households.get(self._entry_id)
        if me is None or theirs is None or theirs.offered is not None:
            return
        skip = self._skipped.pop(happened.entry_id, Skip.OUTSIDE_WISHES)
        if theirs is me:
            self._add(offered=1)
        elif theirs in self._line.before(self._entry_id):
            self._add(earlier=0 if skip is Skip.OUTSIDE_WISHES else 1)
        elif skip is None:
            self._add(out_of_turn=1)

    def _was_accepted(self, happened: PlacesFreed) -> bool:
        """An earlier time was: its places were let go to be taken at once."""
        accepted = happened.reason is FreedBecause.MOVED
        return accepted and happened.party_id in self._line.households

    def _freed(self, recorded: Recorded[Any]) -> None:
        me = self._line.households.get(self._entry_id)
        skip = self._why_not(me, recorded) if me else None
        match skip:
            case Skip.TOO_LARGE if me is not None:
                free = sum(self._view.free(me, recorded.stream_id, recorded.at))
                self._add(too_large=1)
                self.told = replace(self.told, most_free=max(self.told.most_free, free))
            case Skip.OUTSIDE_WISHES:
                self._add(outside=1)
            case Skip.TOO_SOON:
                self._add(too_soon=1)
            case None:
                pass
            case _:
                self._add(busy=1)

    def _add(self, **more: int) -> None:
        values = {name: getattr(self.told, name) + count for name, count in more.items()}
        self.told = replace(self.told, **values)
