"""配達状況: what a file of the post would change, and what somebody has to look at."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.shipments.mail import ReturnReason
from issuance.shipments.status import PostStatus, Remark, Reported, UnderWay, plan

NUMBER = "34567890125"
POSTED_ON = date(2026, 12, 1)
TODAY = date(2026, 12, 10)
DAY = timedelta(days=1)
ENVELOPE = UnderWay(case_id=UUID(int=1), shipment_id=UUID(int=11), posted_on=POSTED_ON)
BACK = replace(ENVELOPE, coming_back=True)


def row(status, days=1, line=2, *, held=None, number=NUMBER):
    return Reported(
        line=line,
        tracking_number=number,
        status=status,
        on=POSTED_ON + days * DAY,
        held_until=held,
        reason=ReturnReason.MOVED if status is PostStatus.RETURNED else None,
    )


def ended(status, days=3):
    return replace(ENVELOPE, ended=status, ended_on=POSTED_ON + days * DAY)


def remarks(rows, *envelopes):
    return [each.remark for each in plan(rows, {NUMBER: envelopes} if envelopes else {}, TODAY)]


@pytest.mark.parametrize(
    "reported",
    [
        row(PostStatus.ACCEPTED),
        row(PostStatus.HELD, held=date(2026, 12, 15)),
        row(PostStatus.DELIVERED),
        row(PostStatus.RETURNED),
        row(PostStatus.LOST),
    ],
)
def test_news_of_an_envelope_under_way_changes_it(reported):
    assert remarks([reported], ENVELOPE) == [None]


@pytest.mark.parametrize(
    ("reported", "envelopes", "remark"),
    [
        (row(PostStatus.DELIVERED), (), Remark.UNKNOWN_NUMBER),
        (row(PostStatus.DELIVERED, -1), (ENVELOPE,), Remark.BEFORE_POSTING),
        (row(PostStatus.DELIVERED), (replace(ENVELOPE, posted_on=None),), Remark.NOT_POSTED),
        (row(PostStatus.DELIVERED, 10), (ENVELOPE,), Remark.IN_FUTURE),
        (row(PostStatus.DELIVERED), (ended(PostStatus.DELIVERED),), Remark.KNOWN),
        (row(PostStatus.RETURNED, 4), (ended(PostStatus.DELIVERED),), Remark.ALREADY_DELIVERED),
        (row(PostStatus.ACCEPTED, 1), (ended(PostStatus.DELIVERED),), Remark.KNOWN),
        (row(PostStatus.DELIVERED, 4), (ended(PostStatus.RETURNED),), Remark.ALREADY_RETURNED),
        (row(PostStatus.DELIVERED, 4), (ended(PostStatus.LOST),), Remark.ALREADY_LOST),
        (row(PostStatus.DELIVERED, 4), (BACK,), Remark.COMING_BACK),
        (row(PostStatus.RETURNED, 4), (BACK,), Remark.KNOWN),
        (row(PostStatus.HELD, held=date(2026, 12, 9)), (ENVELOPE,), Remark.HELD_OVER),
        (row(PostStatus.HELD, held=date(2026, 12, 1)), (ENVELOPE,), Remark.HELD_OVER),
        (
            row(PostStatus.HELD, held=date(2026, 12, 15)),
            (replace(ENVELOPE, held_until=date(2026, 12, 15)),),
            Remark.KNOWN,
        ),
        (row(PostStatus.ACCEPTED), (replace(ENVELOPE, accepted_on=POSTED_ON),), Remark.KNOWN),
    ],
)
def test_a_row_that_changes_nothing_says_why(reported, envelopes, remark):
    assert remarks([reported], *envelopes) == [remark]


def test_the_order_of_the_days_counts_not_that_of_the_lines():
    rows = [row(PostStatus.DELIVERED, 4, 2), row(PostStatus.ACCEPTED, 1, 3)]
    assert remarks(rows, ENVELOPE) == [None, None]
    rows = [row(PostStatus.DELIVERED, 1, 2), row(PostStatus.RETURNED, 4, 3)]
    assert remarks(rows, ENVELOPE) == [None, Remark.ALREADY_DELIVERED]


def test_the_same_row_twice_changes_once():
    rows = [row(PostStatus.DELIVERED, 1, line) for line in (2, 3)]
    assert remarks(rows, ENVELOPE) == [None, Remark.KNOWN]


def test_a_number_that_is_used_again_means_the_envelope_posted_last():
    old = replace(ENVELOPE, shipment_id=UUID(int=9), posted_on=POSTED_ON - 200 * DAY)
    before, after = row(PostStatus.DELIVERED, -1, 2), row(PostStatus.DELIVERED, 1, 3)
    planned = plan([before, after], {NUMBER: (old, ENVELOPE)}, TODAY)
    assert [each.envelope and each.envelope.shipment_id for each in planned] == [
        old.shipment_id,
        ENVELOPE.shipment_id,
    ]


def test_who_knows_it_already_need_not_look():
    known, strange = plan(
        [row(PostStatus.ACCEPTED), row(PostStatus.LOST, 1, 3, number="3")],
        {NUMBER: (ended(PostStatus.DELIVERED),)},
        TODAY,
    )
    assert (known.changes, known.asks_for_people) == (False, False)
    assert (strange.changes, strange.asks_for_people) == (False, True)


ROWS = st.builds(
    row,
    st.sampled_from(PostStatus),
    st.integers(-2, 9),
    st.integers(2, 50),
    held=st.dates(date(2026, 11, 25), date(2026, 12, 20)),
)


@given(st.lists(ROWS, max_size=6))
@settings(max_examples=60)
def test_at_most_one_end_and_nothing_after_it(rows):
    planned = sorted(
        (each for each in plan(rows, {NUMBER: (ENVELOPE,)}, TODAY) if each.changes),
        key=lambda each: (each.reported.on, each.reported.line),
    )
    ends = [
        n
        for n, each in enumerate(planned)
        if each.reported.status in {PostStatus.DELIVERED, PostStatus.LOST}
    ]
    assert ends in ([], [len(planned) - 1])
