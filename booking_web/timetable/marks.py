"""Whether something happened to a day, without looking at its slots one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import is_
from uuid import UUID

from booking_web.timetable.books import SlotStream


@dataclass(frozen=True, kw_only=True)
class DayMark:
    """The same objects again as long as nothing happens.

    `slots`: all of the day, None for one that nobody wanted so far; `terms`: on which they can be
    booked at the moment.
    """

    slots: Mapping[UUID, SlotStream | None]
    terms: tuple[object, ...]

    def changed(self, before: "DayMark") -> set[UUID] | None:
        """The slots in which something happened since; None: the day is another altogether."""
        if len(self.terms) != len(before.terms) or not all(map(is_, self.terms, before.terms)):
            return None
        if self.slots.keys() != before.slots.keys():
            return None
        return {each for each, slot in self.slots.items() if slot is not before.slots[each]}
