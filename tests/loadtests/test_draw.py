"""The judge of a draw: an honest one passes, and each kind of dishonesty is seen."""

from hashlib import sha256
from random import Random
from uuid import UUID

import pytest

from loadtests.auditor.draw import drawn_order, is_of, kept_its_promise, strength

CHANCE = Random(9)
TICKETS = [UUID(int=CHANCE.getrandbits(128)) for _ in range(400)]
PROMISED, ADDED = b"p" * 32, b"a" * 32
PROMISE = sha256(PROMISED).hexdigest()


def published(tickets=TICKETS, promised=PROMISED) -> dict[str, str]:
    content = b"".join(sorted(each.bytes for each in tickets))
    return {
        "promised": promised.hex(),
        "added": ADDED.hex(),
        "fingerprint": sha256(content).hexdigest(),
    }


def test_an_honest_draw():
    drawn = drawn_order(published(), TICKETS)
    assert kept_its_promise(PROMISE, published())
    assert is_of(published(), TICKETS)
    assert sorted(drawn) == sorted(TICKETS)
    assert strength(TICKETS, drawn) < 3


def test_another_key_than_promised_is_seen():
    assert not kept_its_promise(PROMISE, published(promised=b"q" * 32))


@pytest.mark.parametrize("others", [TICKETS[1:], [*TICKETS, UUID(int=1)]])
def test_a_ticket_added_or_left_out_is_seen(others):
    assert not is_of(published(), others)


def test_a_draw_that_prefers_who_came_first_is_seen():
    chance = Random(3)
    preferred = sorted(TICKETS, key=lambda each: TICKETS.index(each) + chance.gauss(0, 400))
    assert strength(TICKETS, preferred) > 4


def test_of_two_nothing_can_be_said():
    assert strength(TICKETS[:2], TICKETS[:2]) == 0
