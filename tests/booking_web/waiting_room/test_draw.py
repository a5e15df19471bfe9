"""抽選: everybody who was there before the opening has the same chance of every place."""

import random
from hashlib import sha256
from itertools import permutations
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import given

from booking_web.waiting_room.draw import Draw, fingerprint, order, rank

KEYS = st.binary(min_size=32, max_size=32)
TICKETS = st.lists(st.uuids(), unique=True, max_size=30)


def made_up(seed: int, count: int) -> list[UUID]:
    chance = random.Random(seed)
    return [UUID(int=chance.getrandbits(128)) for _ in range(count)]


def chi_square(found: list[int], expected: float) -> float:
    return sum((each - expected) ** 2 / expected for each in found)


@given(KEYS, TICKETS)
def test_everybody_gets_one_place(key: bytes, tickets: list[UUID]):
    assert sorted(order(key, tickets)) == sorted(tickets)


@given(KEYS, TICKETS, st.randoms(use_true_random=False))
def test_it_does_not_matter_who_came_first(key: bytes, tickets: list[UUID], chance: random.Random):
    shuffled = tickets.copy()
    chance.shuffle(shuffled)
    assert order(key, shuffled) == order(key, tickets)
    assert fingerprint(shuffled) == fingerprint(tickets)


@given(TICKETS.filter(bool), st.uuids())
def test_one_ticket_more_is_seen(tickets: list[UUID], more: UUID):
    assert fingerprint([*tickets, more]) != fingerprint(tickets)


def test_every_order_of_four_is_drawn_equally_often():
    """Chi-square with 23 degrees of freedom: 49.7 is exceeded once in a thousand."""
    tickets, chance, rounds = made_up(1, 4), random.Random(20261201), 24_000
    drawn = dict.fromkeys(permutations(tickets), 0)
    for _ in range(rounds):
        drawn[tuple(order(chance.randbytes(32), tickets))] += 1
    assert chi_square(list(drawn.values()), rounds / 24) < 49.7


def test_one_resident_gets_each_tenth_of_the_queue_equally_often():
    """Chi-square with 9 degrees of freedom: 27.9 is exceeded once in a thousand."""
    tickets, chance, rounds = made_up(2, 200), random.Random(900), 2_000
    tenths = [0] * 10
    for _ in range(rounds):
        tenths[order(chance.randbytes(32), tickets).index(tickets[0]) // 20] += 1
    assert chi_square(tenths, rounds / 10) < 27.9


def test_tickets_that_look_alike_have_the_same_chance_too():
    """Tickets in a row (1, 2, 3, …): the first half is not early more often than the second."""
    tickets, chance = [UUID(int=number) for number in range(100)], random.Random(5)
    early = sum(
        ticket.int < 50 for _ in range(400) for ticket in order(chance.randbytes(32), tickets)[:50]
    )
    assert abs(early - 10_000) < 3.3 * 50  # of 20,000 early places; deviation 50 at most


def test_the_chi_square_finds_an_unfair_draw():
    """The control: who has the smallest number is always first."""
    tickets, chance = made_up(2, 200), random.Random(900)
    tenths = [0] * 10
    for _ in range(2_000):
        order(chance.randbytes(32), tickets)
        tenths[sorted(tickets).index(tickets[0]) // 20] += 1
    assert chi_square(tenths, 200) > 27.9


def test_the_promise_is_of_the_first_half_alone():
    drawn = Draw(promised=b"a" * 32, added=b"b" * 32, fingerprint=b"c" * 32)
    assert drawn.commitment == sha256(b"a" * 32).digest()
    assert drawn.key == sha256(b"a" * 32 + b"b" * 32 + b"c" * 32).digest()
    assert rank(drawn.key, UUID(int=5)) == sha256(drawn.key + UUID(int=5).bytes).digest()
