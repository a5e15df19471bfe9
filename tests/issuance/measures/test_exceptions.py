"""例外: the most urgent first; among equals, what waits longest."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.measures.exceptions import URGENCY, ExceptionKind, Found, Urgency, in_order

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


def one(kind: ExceptionKind, hours: int, label: str = "1") -> Found:
    return Found(kind=kind, since=NOW - timedelta(hours=hours), label=label)


def test_every_kind_has_its_urgency():
    assert URGENCY.keys() == set(ExceptionKind)


def test_a_missing_card_comes_before_older_things_that_can_wait():
    old = one(ExceptionKind.UNCLAIMED, 1_000)
    returned, longer = (one(ExceptionKind.MAIL_RETURNED, hours) for hours in (2, 30))
    missing = one(ExceptionKind.CARD_MISSING, 1)
    assert in_order([old, returned, missing, longer]) == [missing, longer, returned, old]
    assert [each.urgency for each in in_order([old, missing])] == [Urgency.NOW, Urgency.SOON]


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(one, st.sampled_from(ExceptionKind), st.integers(0, 50), st.sampled_from("123"))
    )
)
def test_nothing_is_lost_and_the_order_is_the_same_however_it_is_found(found):
    ordered = in_order(found)
    assert ordered == in_order(reversed(found))
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))
