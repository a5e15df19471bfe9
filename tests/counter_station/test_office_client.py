"""The office's answers as the courier understands them."""

from uuid import uuid4

import httpx
import pytest

from counter_station.journal.courier import FAILING, OfficeAwayError, Refused
from counter_station.journal.messages import Message
from counter_station.office_client import OfficeClient

MESSAGE = Message(visit_id=uuid4(), key=uuid4(), staff_id="K01", body={"kind": "arrived"})


def client(status, content):
    """A client whose office always answers so."""
    office = OfficeClient(base_url="http://office.invalid", token="t" * 40, station_id="A1")
    transport = httpx.MockTransport(lambda _request: httpx.Response(status, json=content))
    office._http = httpx.AsyncClient(base_url="http://office.invalid", transport=transport)
    return office


async def test_what_a_rule_forbids_is_a_refusal():
    office = client(409, {"code": "called-elsewhere"})
    assert await office.deliver(MESSAGE) == Refused(code="called-elsewhere")
    await office.close()


@pytest.mark.parametrize(
    ("status", "content", "reason"),
    [
        (409, {"code": "changed-meanwhile"}, FAILING),  # others were faster: no rule forbids it
        (503, {}, FAILING),
        (401, {}, "office-rejects-station"),
    ],
)
async def test_what_a_later_try_may_cure_is_none(status, content, reason):
    office = client(status, content)
    with pytest.raises(OfficeAwayError) as away:
        await office.deliver(MESSAGE)
    assert away.value.reason == reason
    await office.close()
