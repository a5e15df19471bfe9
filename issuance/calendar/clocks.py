"""A ward's legal clocks: how long cards and letters are kept before the next step may be taken.

Every limit is counted in calendar days or months in Asia/Tokyo, its last day included. The figures
are the ward's own; the defaults are what most municipalities publish (domain.md 3.7, 7).
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from issuance.calendar.days import add_months, deadline


class ClockError(ValueError):
    """A ward's figure that cannot be meant; the text names the setting."""


@dataclass(frozen=True, kw_only=True)
class WardClocks:
    """Set as `[office.clocks]` in the configuration file."""

    first_notice_days: int = 90
    """受取期限 of the first notice: 約3か月."""
    second_notice_days: int = 90
    """受取期限 of the second notice: 3 months or longer (Mimata, Sue)."""
    unclaimed_months: int = 12
    """Kept so long after the first notice, or to the second deadline if that is later."""
    returned_notice_months: int = 12
    """A notice came back and nobody made contact: from the application, here from the notice."""
    returned_mail_months: int = 6
    """An envelope with a card came back (返戻)."""
    held_days_registered: int = 7
    """The post office keeps 簡易書留 so long after the first attempt."""
    held_days_addressee_only: int = 10
    """The post office keeps 本人限定受取郵便 so long."""
    no_news_days: int = 14
    """Posted, and no news: after so long the office asks for the envelope (調査請求)."""
    tracking_reuse_days: int = 90
    """The post uses numbers again; within this time the same number is the same envelope."""
    longest_deferral_months: int = 12
    """So long at most a destruction is put off at a time (入院など)."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if getattr(self, each.name) < 1:
                raise ClockError(f"{each.name} needs at least 1")

    def pickup_deadline(self, sent_on: date, round_: int) -> date:
        """The last day to collect after a first or second notice."""
        days = self.first_notice_days if round_ == 1 else self.second_notice_days
        return deadline(sent_on, days)

    def unclaimed_until(self, first_notice_on: date, second_deadline: date) -> date:
        """The last day an unfetched card is kept: the later of the two."""
        return max(add_months(first_notice_on, self.unclaimed_months), second_deadline)

    def returned_notice_until(self, first_notice_on: date) -> date:
        """The last day a card is kept whose notice came back."""
        return add_months(first_notice_on, self.returned_notice_months)

    def returned_mail_until(self, returned_on: date) -> date:
        """The last day a card is kept that came back by post."""
        return add_months(returned_on, self.returned_mail_months)

    def held_until(self, attempted_on: date, *, addressee_only: bool) -> date:
        """The last day the post office keeps an envelope that nobody was at home for."""
        days = self.held_days_addressee_only if addressee_only else self.held_days_registered
        return deadline(attempted_on, days)

    def news_expected_by(self, posted_on: date) -> date:
        """The last day on which silence of the post is nothing unusual."""
        return deadline(posted_on, self.no_news_days)

    def latest_deferral(self, today: date) -> date:
        """The latest day to which a destruction may be put off today."""
        return add_months(today, self.longest_deferral_months)

    def number_is_free(self, taken_on: date, today: date) -> bool:
        """Whether a tracking number of that day can be a new envelope's by now."""
        return today > taken_on + timedelta(days=self.tracking_reuse_days)
