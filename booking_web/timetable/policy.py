"""The figures the ward office chooses for its booking."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from issuance.calendar import add_business_days, office_date


@dataclass(frozen=True, kw_only=True)
class Policy:
    hold: timedelta = timedelta(minutes=10)
    """How long places are held, and how much longer once. Source: domain.md 3.8 (9)."""
    cut_off: timedelta = timedelta(hours=2)
    """A slot can be booked until so long before it starts."""
    min_lead_days: int = 0
    """Business days between booking and visit; 0: none."""
    same_day: bool = True
    """Whether notices whose card lies ready are free of `min_lead_days`."""
    largest_party: int = 6
    offer: timedelta = timedelta(hours=2)
    """How long an offer to the waiting list stands by day; at night it stands until morning."""
    shortest_offer: timedelta = timedelta(minutes=30)
    """Places that cannot be offered so long before booking closes go to the public."""
    slots_in_a_row: int = 3
    """Over how many adjacent slots a party may be spread when one is too small for it."""
    horizon_days: int = 70
    """Opening rules offer slots from today to so many days ahead (domain.md 8: ten weeks)."""
    arrive_before: timedelta = timedelta(minutes=30)
    """From so long before its start a party may say that it is here."""
    no_show_after: timedelta = timedelta(minutes=15)
    """So long after its start a party is waited for; the office counts with the same figure."""
    most_late_minutes: int = 30
    """How late a party may announce to be; it is waited for so much longer."""

    @property
    def late_choices(self) -> tuple[int, ...]:
        """The minutes a resident chooses from, in steps of five."""
        return tuple(range(5, self.most_late_minutes + 1, 5))

    def first_day(self, at: datetime, *, same_day: bool) -> date:
        """The first day that can be booked now, by who has a card that lies ready or has not."""
        today = office_date(at)
        if not self.min_lead_days or (same_day and self.same_day):
            return today
        return _days_later(today, self.min_lead_days)


@lru_cache(maxsize=16)
def _days_later(today: date, business_days: int) -> date:
    return add_business_days(today, business_days)
