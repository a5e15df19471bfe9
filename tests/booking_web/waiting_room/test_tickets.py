"""整理券: any worker reads a ticket, and nobody can write one."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis import given

from booking_web.waiting_room.tickets import Lane, Ticket, TicketSeal

SEAL = TicketSeal(b"the secret of this ward's workers")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
TICKETS = st.builds(
    Ticket,
    room_id=st.integers(1, 2**31 - 1),
    ticket_id=st.uuids(),
    lane=st.sampled_from(Lane),
    place=st.none() | st.integers(1, 2**31 - 1),
    lapses=st.integers(0, 100),
    at_first=st.integers(0, 2**31 - 1),
    until=st.none() | MOMENTS.map(lambda at: at.replace(microsecond=0)),
)


@given(TICKETS)
def test_what_is_written_is_read_again_by_another_worker(ticket: Ticket):
    other = TicketSeal(b"the secret of this ward's workers")
    assert other.read(SEAL.write(ticket).encode()) == ticket


@given(TICKETS, st.integers(0, 67), st.integers(1, 255))
def test_one_changed_byte_makes_it_worthless(ticket: Ticket, where: int, by: int):
    cookie = bytearray(SEAL.write(ticket).encode())
    nth = where % len(cookie)
    cookie[nth] ^= by
    read = SEAL.read(bytes(cookie))
    assert read is None or read == ticket  # spare bits of base64 and "+" for "-" say the same


@given(st.binary(max_size=120))
def test_anything_else_is_no_ticket(cookie: bytes):
    assert SEAL.read(cookie) is None


def test_another_secret_does_not_open_it():
    ticket = Ticket(room_id=1, ticket_id=UUID(int=1))
    assert TicketSeal(b"another secret").read(SEAL.write(ticket).encode()) is None


@pytest.mark.parametrize("cookie", [None, b"", b"=" * 71, "é".encode() * 36, b"\xff" * 71])
def test_no_ticket(cookie: bytes | None):
    assert SEAL.read(cookie) is None


def test_it_is_short():
    longest = Ticket(room_id=2**31, ticket_id=UUID(int=2**128 - 1), place=2**31, lapses=9)
    assert len(SEAL.write(replace(longest, until=datetime(2100, 1, 1, tzinfo=UTC)))) < 80
