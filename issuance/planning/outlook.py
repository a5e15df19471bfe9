"""Month by month: target and done, and the counters that either needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from issuance.calendar import add_months
from issuance.planning.campaign import Campaign
from issuance.planning.months import last_of, month_of
from issuance.planning.needs import TEN, TWENTY, Hours, Needed, counters_needed, working_days

AHEAD: Final = 6
"""So many months from this one are shown to aim at."""


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """A month's cards. `published` is the ministry's count from before this system."""

    month: date
    first_on: date
    last_on: date
    working_days: int
    target: int | None
    done: int | None
    published: int | None
    needed_ten: Needed | None
    needed_twenty: Needed | None
    cards: int
    """What the needs are reckoned for: the target, else what was done; 0 while that is open."""

    @property
    def per_day(self) -> float:
        return self.cards / self.working_days if self.working_days else 0.0


def months_ahead(
    campaign: Campaign, done: Mapping[date, int], *, today: date, hours: Hours
) -> list[MonthRow]:
    """This month and the next ones, and every earlier one in which a card was issued."""
    this = month_of(today)
    ahead = {add_months(this, n) for n in range(AHEAD)}
    shown = sorted(ahead | set(done) | {m for m, n in campaign.targets.items() if n})
    return [
        _row(
            first_on=month,
            last_on=last_of(month),
            target=campaign.targets.get(month) or None,
            done=done.get(month, 0) if month <= this else None,
            published=None,
            cards=campaign.targets.get(month) or (done.get(month, 0) if month < this else 0),
            hours=hours,
        )
        for month in shown
    ]


def months_past(campaign: Campaign, *, hours: Hours) -> list[MonthRow]:
    """The months published before this system; spans that are no month are left out."""
    return [
        _row(
            first_on=each.first_on,
            last_on=each.last_on,
            target=None,
            done=None,
            published=each.cards,
            cards=each.cards,
            hours=hours,
        )
        for each in campaign.past
        if each.is_a_month
    ]


def _row(
    *,
    first_on: date,
    last_on: date,
    target: int | None,
    done: int | None,
    published: int | None,
    cards: int,
    hours: Hours,
) -> MonthRow:
    days = working_days(first_on, last_on)
    return MonthRow(
        month=month_of(last_on),
        first_on=first_on,
        last_on=last_on,
        working_days=days,
        target=target,
        done=done,
        published=published,
        cards=cards,
        needed_ten=counters_needed(cards, days=days, minutes=TEN, hours=hours),
        needed_twenty=counters_needed(cards, days=days, minutes=TWENTY, hours=hours),
    )
