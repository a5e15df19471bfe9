"""What the crowd itself costs: prepared answers that a journey can read, and what follows."""

import pytest

from infra.surge.limits.limits import Limits, keep_limits, read_limits, told
from infra.surge.limits.pages import ANSWERS
from infra.surge.limits.server import answer_to
from loadtests.pages import Page

LIMITS = Limits(
    machine="here", bare_ms=0.3, request_ms=0.16, journey_ms=2.0, requests_a_journey=12.0
)


def page(request: str) -> Page:
    head, _, body = answer_to(request.encode()).partition(b"\r\n\r\n")
    told = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert int(told[b"content-length"]) == len(body)
    return Page(int(head.split()[1]), told.get(b"location", b"").decode(), body)


def test_a_journey_finds_its_way_through_prepared_answers():
    assert page("GET /book/who HTTP/1.1").hidden()["key"]
    assert page("POST /book/who HTTP/1.1\r\ncontent-length: 3").location == "/book/people"
    [first, *_] = page("GET /book/day HTTP/1.1").links("/book/time/")
    assert len(page(f"GET {first} HTTP/1.1").choices("slot")) == 48
    assert page("POST /book/time HTTP/1.1").location == "/book/check"
    assert page("POST /book/check HTTP/1.1").location == "/book/done"


def test_pages_are_as_long_as_the_sites_own():
    shortest = min(len(each) for (way, _), each in ANSWERS.items() if way == "GET")
    assert shortest > 2_500


def test_what_no_journey_asks_for_is_not_answered():
    with pytest.raises(KeyError):
        answer_to(b"GET /elsewhere/x HTTP/1.1")


def test_limits_are_those_of_their_machine(tmp_path):
    assert read_limits(tmp_path, "here") is None
    keep_limits(tmp_path, LIMITS)
    assert read_limits(tmp_path, "here") == LIMITS
    assert read_limits(tmp_path, "there") is None


def test_no_site_is_faster_than_the_crowd_that_comes():
    assert LIMITS.most_a_second(2) == 1_000
    assert "500 journeys a second beside one process" in told(LIMITS, 2)
