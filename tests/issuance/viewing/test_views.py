"""閲覧: each view once; going on looking is the same view."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from issuance.ledger.facts import Recorded
from issuance.staffing.roles import Role
from issuance.viewing.facts import PersonViewed, Purpose, Section, views_stream_of
from issuance.viewing.rules import SAME_VIEW, view

CASE = UUID(int=1)
AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
SEEN = PersonViewed(
    case_id=CASE, role=Role.SEALER, section=Section.BACK_OFFICE, purpose=Purpose.POSTING
)


def stored(at: datetime = AT, by: str = "staff:K04", seen: PersonViewed = SEEN):
    return Recorded(stream_id=views_stream_of(CASE), version=1, at=at, by=by, fact=seen)


def test_the_first_view_is_remembered():
    assert view([], SEEN, by="staff:K04", at=AT) == [SEEN]


@pytest.mark.parametrize(
    ("later", "by", "purpose", "counts"),
    [
        (timedelta(0), "staff:K04", Purpose.POSTING, False),
        (SAME_VIEW - timedelta(seconds=1), "staff:K04", Purpose.POSTING, False),
        (SAME_VIEW, "staff:K04", Purpose.POSTING, True),
        (timedelta(minutes=1), "staff:K05", Purpose.POSTING, True),
        (timedelta(minutes=1), "staff:K04", Purpose.CASE, True),
        (-timedelta(minutes=1), "staff:K04", Purpose.POSTING, True),
    ],
)
def test_looking_again(later, by, purpose, counts):
    seen = replace(SEEN, purpose=purpose)
    assert view([stored()], seen, by=by, at=AT + later) == ([seen] if counts else [])


def test_somebody_else_in_between_does_not_end_a_view():
    earlier = [stored(), stored(AT + timedelta(minutes=1), by="staff:K05")]
    assert view(earlier, SEEN, by="staff:K04", at=AT + timedelta(minutes=2)) == []
