"""The office's answers as the courier understands them."""

from uuid import UUID

import httpx
import msgspec
import pytest

from counter_station.journal.courier import FAILING, Refused
from counter_station.journal.reach import OfficeAwayError
from counter_station.office_answers import QueuedVisit
from counter_station.office_client import heard
from counter_station.same_visits import SameVisits
from tests.counter_station.visit.history import AT


def test_what_a_rule_forbids_is_a_refusal():
    answer = httpx.Response(409, json={"code": "called-elsewhere"})
    assert heard(answer) == Refused(code="called-elsewhere")
    assert heard(httpx.Response(200, json={"visit": None})) is None


@pytest.mark.parametrize(
    ("status", "content", "reason"),
    [
        (409, {"code": "changed-meanwhile"}, FAILING),  # others were faster: no rule forbids it
        (503, {}, FAILING),
        (401, {}, "office-rejects-station"),
    ],
)
def test_what_a_later_try_may_cure_is_none(status, content, reason):
    with pytest.raises(OfficeAwayError) as away:
        heard(httpx.Response(status, json=content))
    assert away.value.reason == reason


def test_a_party_written_as_before_is_not_read_again():
    visits, expected, called = SameVisits(), _party("expected"), _party("called")
    [first, second] = visits.read([expected, _party("waiting", 2)])
    [same, other] = visits.read([expected, _party("called", 2)])
    assert same is first
    assert (second.stage, other.stage) == ("waiting", "called")
    assert [each.stage for each in visits.read([called])] == ["called"]
    assert visits.read([]) == ()


def _party(stage, number=1):
    told = QueuedVisit(
        visit_id=UUID(int=number), reference="7H2K", starts_at=AT, stage=stage, people=()
    )
    return msgspec.Raw(msgspec.json.encode(told))
