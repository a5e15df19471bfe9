"""受付時間の決まり: on which days a venue opens, from when to when, and on what terms.

Times of day are those of the office's clocks (JST), which know no summer time. These are plain
values, part of stored facts: what is wrong with them is said by `issuance.calendar.problems`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

LAST: Final = -1
"""In `Days.nth`: the last such weekday of the month."""


class VenueKind(StrEnum):
    """What a venue is (domain.md 15: OFFICE, POPUP, MOBILE, PARTNER)."""

    OFFICE = "office"
    POP_UP = "pop-up"
    MOBILE = "mobile"
    PARTNER = "partner"


class Service(StrEnum):
    """What people come for (用件; domain.md 15, SlotPool)."""

    COLLECT = "collect"
    RENEW_CERTIFICATE = "renew-certificate"
    RESET_PIN = "reset-pin"
    APPLY = "apply"
    CONSULT = "consult"


class OnHolidays(StrEnum):
    """What a rule says of Japanese holidays (祝日)."""

    CLOSED = "closed"
    AS_USUAL = "as-usual"
    """Open where the weekday is one of the rule's."""
    ALWAYS = "always"
    """Open on every holiday, whatever its weekday (土日祝)."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From `opens` to before `closes`, without the break where there is one."""

    opens: time
    closes: time
    break_from: time | None = None
    break_until: time | None = None


@dataclass(frozen=True, kw_only=True)
class Days:
    """Weekdays count from Monday, 0. `nth` (1 to 5, or LAST) narrows them within the month."""

    weekdays: tuple[int, ...]
    nth: tuple[int, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    on_holidays: OnHolidays = OnHolidays.CLOSED
    at_year_end: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherDay:
    """One date that goes its own way: other hours, or none (臨時)."""

    on: date
    hours: Hours | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What each slot of a rule offers. Figures are whole, so that nobody's floor differs."""

    minutes: int
    counters: int
    services: tuple[Service, ...] = (Service.COLLECT,)
    overbooking_percent: int = 100
    """100 is no overbooking; 105 answers five no-shows in a hundred (domain.md 8)."""
    cut_off_minutes: int = 120
    """Booked until so long before the start."""
    public_days: int | None = None
    """Shown on the web from so many days before, at `public_time`."""
    public_time: time = time(0)
    public_from: datetime | None = None
    """And not before this moment."""
    phone_percent: int = 0
    """Of the places, so many are the phone desk's until `phone_hours` before the start."""
    phone_hours: int = 24

    @property
    def places(self) -> int:
        return self.counters * self.overbooking_percent // 100

    @property
    def phone_places(self) -> int:
        """Rounded to the nearest, a half upwards."""
        return (self.places * self.phone_percent + 50) // 100


@dataclass(frozen=True, kw_only=True)
class OpeningRule:
    """Slots of two rules that start together are one slot where their `series` is the same."""

    days: Days
    hours: Hours
    terms: Terms
    other_days: tuple[OtherDay, ...] = ()
    series: str = ""


@dataclass(frozen=True, kw_only=True)
class OpeningRules:
    """All rules of a venue. On `closed_on` (休業日) it is closed whatever a rule says."""

    rules: tuple[OpeningRule, ...] = ()
    closed_on: tuple[date, ...] = ()
