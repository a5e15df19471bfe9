"""呼出: how many come in, and how the rate follows what the server can do."""

from dataclasses import dataclass, replace
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import given

from booking_web.waiting_room.admission import CUT, STEP, Limits, Load, Turn, adapted_rate, call
from booking_web.waiting_room.queue import Room
from tests.booking_web.waiting_room.rooms import OPENS, room

LIMITS = Limits(least=2, most=200, p95_seconds=0.5)
FAST, SLOW = Load(p95_seconds=0.1), Load(p95_seconds=0.9)


def turn(where: Room, **how: object) -> Turn:
    """A second after the last one, with nothing else to say."""
    values: dict[str, object] = {
        "tokens": 0.0,
        "turned_at": OPENS - timedelta(seconds=1),
        "adapted_at": OPENS,
        "lapsed": 0,
        "load": Load(),
    }
    return Turn(room=where, **(values | how))  # type: ignore[arg-type]


def test_given_people_wait_when_a_second_passed_then_the_rate_is_called():
    called = call(turn(room(drawn_last=100, rate=8)), at=OPENS, limits=LIMITS)
    assert (called.drawn, called.come, called.tokens) == (8, 0, 0)


def test_given_few_drawn_are_left_when_called_then_the_rest_are_those_who_came():
    where = room(drawn_last=100, drawn_called=95, come_last=50, rate=8)
    called = call(turn(where), at=OPENS, limits=LIMITS)
    assert (called.drawn, called.come) == (5, 3)


def test_given_nobody_waits_when_a_second_passed_then_nothing_is_called_or_saved_up():
    where, idle = room(rate=8), 0.0
    for _ in range(100):
        called = call(turn(where, tokens=idle), at=OPENS, limits=LIMITS)
        assert called.people == 0
        idle = called.tokens
    assert idle <= 8


def test_given_places_nobody_claimed_when_called_then_others_get_them():
    called = call(turn(room(drawn_last=100, rate=8), lapsed=5), at=OPENS, limits=LIMITS)
    assert called.people == 13


def test_given_very_many_did_not_come_when_called_then_never_twice_the_rate():
    called = call(turn(room(drawn_last=1000, rate=8), lapsed=500), at=OPENS, limits=LIMITS)
    assert called.people == 17  # twice the rate, and one
    assert called.tokens == 8 + 500 - 17


def test_given_the_room_stood_still_when_it_goes_on_then_without_a_rush():
    """Ten minutes without a worker are not ten minutes' worth of people at once."""
    long_ago = OPENS - timedelta(minutes=10)
    called = call(turn(room(drawn_last=9_999, rate=8), turned_at=long_ago), at=OPENS, limits=LIMITS)
    assert called.people <= 2 * 8


def test_given_slow_answers_when_the_rate_adapts_then_it_is_cut():
    assert adapted_rate(100, SLOW, crowded=True, limits=LIMITS) == 100 * CUT


def test_given_a_desk_that_refuses_when_the_rate_adapts_then_it_is_cut():
    assert adapted_rate(100, Load(p95_seconds=0.1, shed=1), crowded=True, limits=LIMITS) < 100


def test_given_fast_answers_when_people_wait_then_the_rate_rises_a_little():
    assert adapted_rate(100, FAST, crowded=True, limits=LIMITS) == 110
    assert adapted_rate(195, FAST, crowded=True, limits=LIMITS) == 200


def test_given_fast_answers_when_nobody_waits_then_the_rate_stays():
    assert adapted_rate(100, FAST, crowded=False, limits=LIMITS) == 100


def test_given_nobody_measured_when_the_rate_adapts_then_it_stays():
    assert adapted_rate(100, Load(), crowded=True, limits=LIMITS) == 100


def test_given_it_adapted_a_moment_ago_when_called_then_not_again():
    where = room(drawn_last=100, rate=100)
    just = call(turn(where, load=SLOW), at=OPENS, limits=LIMITS)
    assert (just.rate, just.adapted) == (100, False)
    due = call(turn(where, load=SLOW, adapted_at=OPENS - STEP), at=OPENS, limits=LIMITS)
    assert (due.rate, due.adapted) == (70, True)


LOADS = st.builds(Load, p95_seconds=st.none() | st.floats(0, 60), shed=st.integers(0, 3))


@given(st.floats(0.01, 1000), st.lists(LOADS, max_size=60), st.booleans())
def test_the_rate_stays_within_its_limits(rate: float, loads: list[Load], crowded: bool):
    for each in loads:
        rate = adapted_rate(rate, each, crowded=crowded, limits=LIMITS)
        assert LIMITS.least <= rate <= LIMITS.most


def test_the_rate_settles_around_what_a_server_can_do():
    """A server whose answers get slow above 60 people a second: the rate swings around that."""
    rate, rates = 20.0, []
    for _ in range(200):
        load = SLOW if rate > 60 else FAST
        rate = adapted_rate(rate, load, crowded=True, limits=LIMITS)
        rates.append(rate)
    settled = rates[20:]
    assert 40 < sum(settled) / len(settled) < 65
    assert max(settled) <= 70


@dataclass(frozen=True)
class Second:
    """What happens in one second: so many come, so many of the called claim their place."""

    newcomers: int
    claims: int
    load: Load


SECONDS = st.builds(Second, newcomers=st.integers(0, 60), claims=st.integers(0, 60), load=LOADS)


@given(st.floats(2, 50), st.integers(0, 200), st.lists(SECONDS, min_size=1, max_size=80))
def test_never_more_are_admitted_than_the_rates_add_up_to(
    rate: float, gathered: int, seconds: list[Second]
):
    """Called places are open for five seconds here; what is not claimed then comes back."""
    where, tokens, at = room(drawn_last=gathered, rate=rate), 0.0, OPENS
    open_calls: list[int] = []
    allowed = admitted = lapsed = 0.0
    turned_at = adapted_at = None
    for each in seconds:
        called = call(
            Turn(
                room=where,
                tokens=tokens,
                turned_at=turned_at,
                adapted_at=adapted_at,
                lapsed=int(lapsed),
                load=each.load,
            ),
            at=at,
            limits=LIMITS,
        )
        allowed, tokens = allowed + called.rate, called.tokens
        where = replace(
            where,
            drawn_called=where.drawn_called + called.drawn,
            come_called=where.come_called + called.come,
            come_last=where.come_last + each.newcomers,
            rate=called.rate,
        )
        assert where.drawn_called <= where.drawn_last
        assert where.come_called <= where.come_last
        open_calls.append(called.people)
        claims = each.claims
        for nth, still in enumerate(open_calls):
            claimed = min(still, claims)
            open_calls[nth], claims, admitted = (
                still - claimed,
                claims - claimed,
                admitted + claimed,
            )
        lapsed = open_calls.pop(0) if len(open_calls) > 5 else 0
        adapted_at = at if called.adapted else adapted_at
        turned_at, at = at, at + timedelta(seconds=1)
        assert admitted <= allowed + 1e-6
