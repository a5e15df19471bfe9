"""The office's answers as the courier understands them."""

import httpx
import pytest

from counter_station.journal.courier import FAILING, OfficeAwayError, Refused
from counter_station.office_client import heard


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
