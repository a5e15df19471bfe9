"""The counters a month needs: August 2021 of Edogawa, and the formula's edges."""

from datetime import date

import pytest

from infra.sample.history import edogawa
from issuance.planning.campaign import Campaign, PastCountsNoted, evolve
from issuance.planning.months import PastCountsError, read_past_counts
from issuance.planning.needs import Hours, counters_needed, working_days
from issuance.planning.outlook import months_ahead, months_past

AUGUST = date(2021, 8, 1)


def august(hours: Hours):
    noted = PastCountsNoted(source="s", counts=edogawa())
    rows = months_past(evolve(Campaign(), noted), hours=hours)
    return next(each for each in rows if each.month == AUGUST)


def test_august_2021_is_reproduced():
    row = august(Hours(open_minutes=480, busy_percent=100))
    assert (row.published, row.working_days) == (18_812, 21)
    assert round(row.per_day) == 896
    assert row.needed_ten
    assert row.needed_twenty
    assert (row.needed_ten.counters, row.needed_twenty.counters) == (19, 38)
    assert round(float(row.needed_twenty.exact), 1) == 37.3


def test_at_85_percent_it_needed_22_counters_and_44():
    row = august(Hours(open_minutes=480, busy_percent=85))
    assert row.needed_ten
    assert row.needed_twenty
    assert (row.needed_ten.counters, row.needed_twenty.counters) == (22, 44)


def test_counts_at_the_end_of_a_month_and_at_the_beginning_of_the_next_are_the_same_month():
    by_month = {each.last_on: each for each in edogawa()}
    assert by_month[date(2022, 6, 30)].first_on == date(2022, 6, 1)
    assert by_month[date(2022, 12, 31)].cards == 16_674
    assert by_month[date(2022, 12, 31)].in_all == 410_659
    assert sum(each.cards for each in edogawa()) == 410_659 - 69_593


def test_months_longer_than_a_month_are_left_out_of_the_chart():
    noted = PastCountsNoted(source="s", counts=edogawa())
    months = [each.month for each in months_past(evolve(Campaign(), noted), hours=Hours())]
    assert len(months) == len(set(months))
    assert months[0] == date(2020, 3, 1)


def test_without_a_working_day_no_number_of_counters_is_enough():
    assert counters_needed(1, days=0, minutes=10, hours=Hours()) is None
    assert working_days(date(2026, 1, 1), date(2026, 1, 3)) == 0


def test_targets_are_reckoned_and_months_done_are_shown():
    target = Campaign(targets={date(2026, 12, 1): 9_600, date(2027, 1, 1): 0})
    rows = months_ahead(
        target, {date(2026, 10, 1): 12}, today=date(2026, 11, 22), hours=Hours(busy_percent=100)
    )
    by_month = {each.month: each for each in rows}
    assert list(by_month)[:2] == [date(2026, 10, 1), date(2026, 11, 1)]
    december = by_month[date(2026, 12, 1)]
    assert (december.target, december.done, december.working_days) == (9_600, None, 20)
    assert december.needed_ten
    assert december.needed_ten.counters == 10
    assert by_month[date(2026, 10, 1)].done == 12
    assert by_month[date(2027, 1, 1)].target is None


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a,b\n1,2\n", 0),
        ("as_of,cards_issued_cumulative\n2021-01-01,x\n", 2),
        ("as_of,cards_issued_cumulative\n2021-02-01,5\n2021-01-01,6\n", 3),
        ("as_of,cards_issued_cumulative\n2021-01-01,5\n2021-02-01,4\n", 3),
        ("as_of,cards_issued_cumulative\n2021-01-01,-5\n", 2),
        ("as_of,cards_issued_cumulative\n2021-01-01\n", 2),
    ],
)
def test_a_file_that_is_no_list_of_counts_says_where(content, line):
    with pytest.raises(PastCountsError) as refused:
        read_past_counts(content)
    assert refused.value.line == line
