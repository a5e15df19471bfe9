"""How a day is run: counters, slots, hours, overbooking; and the ways to run it otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Final

from issuance.calendar import JST
from issuance.calendar.opening import slots_on
from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Terms
from issuance.planning.hall import Shift

ANY_DAY: Final = date(2026, 11, 24)
"""A Tuesday; a planned day has no other date."""
NINE: Final = 9
EVENING_HOURS: Final = 2
_LAST_MINUTE: Final = 24 * 60 - 1


class Variant(StrEnum):
    """A day that differs from the plan in one thing."""

    AS_NOW = "as-now"
    OWN = "own"
    ONE_MORE_COUNTER = "one-more-counter"
    SLOTS_OF_NINE = "slots-of-nine"
    EVENING = "evening"
    OVERBOOKING = "overbooking"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A day at a venue. Hours are minutes after midnight at the office."""

    counters: int
    slot_minutes: int
    opens: int
    closes: int
    overbooking_percent: int = 100
    evening_until: int = 0
    """From `closes` to then `evening_counters` stay open; 0: no evening."""
    evening_counters: int = 0
    walk_ins: float = 0.0
    """Parties a day without an appointment, all let in."""
    filled_percent: int = 100
    """Of the places offered, so many are booked and not cancelled."""

    @property
    def ends(self) -> int:
        """Minutes from the opening to the end of the last slot."""
        return max(self.closes, self.evening_until) - self.opens

    @property
    def counter_minutes(self) -> int:
        evening = max(0, self.evening_until - self.closes) * self.evening_counters
        return self.counters * (self.closes - self.opens) + evening

    def slots(self) -> Iterator[tuple[float, int]]:
        """Each slot's start in minutes from the opening, and its places, by the opening rules."""
        for slot in slots_on(self._rules(), ANY_DAY):
            local = slot.starts_at.astimezone(JST)
            yield float(local.hour * 60 + local.minute - self.opens), slot.places

    def shifts(self) -> tuple[Shift, ...]:
        """Those who stay the evening stay until everybody is served."""
        if not self.evening_until:
            return (Shift(counters=self.counters),)
        leave = max(0, self.counters - self.evening_counters)
        stay = Shift(counters=min(self.counters, self.evening_counters))
        return stay, Shift(counters=leave, closes=self.closes - self.opens)

    def _rules(self) -> OpeningRules:
        rules = [self._rule(self.opens, self.closes, self.counters)]
        if self.evening_until > self.closes:
            rules.append(self._rule(self.closes, self.evening_until, self.evening_counters))
        return OpeningRules(rules=tuple(rules))

    def _rule(self, opens: int, closes: int, counters: int) -> OpeningRule:
        return OpeningRule(
            days=Days(weekdays=(ANY_DAY.weekday(),)),
            hours=Hours(opens=_clock(opens), closes=_clock(closes)),
            terms=Terms(
                minutes=self.slot_minutes,
                counters=counters,
                overbooking_percent=self.overbooking_percent,
            ),
        )


def variants(now: Plan, own: Plan, *, overbooking_percent: int) -> dict[Variant, Plan]:
    """The day as it is and each other way to run it; *own* where it is another than now."""
    more = replace(now, counters=now.counters + 1)
    later = min(_LAST_MINUTE, now.closes + EVENING_HOURS * 60)
    found = {
        Variant.AS_NOW: now,
        Variant.OWN: own,
        Variant.ONE_MORE_COUNTER: more,
        Variant.SLOTS_OF_NINE: replace(now, slot_minutes=NINE),
        Variant.EVENING: replace(
            now, evening_until=later, evening_counters=max(1, now.counters // 2)
        ),
        Variant.OVERBOOKING: replace(now, overbooking_percent=overbooking_percent),
    }
    return {name: plan for name, plan in found.items() if name is Variant.AS_NOW or plan != now}


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
