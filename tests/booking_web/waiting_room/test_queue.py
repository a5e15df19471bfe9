"""順番: what a ticket is worth, by how the room stands."""

from datetime import timedelta
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis import given

from booking_web.waiting_room.queue import Room, Standing, is_used_up, standing
from booking_web.waiting_room.tickets import Lane, Ticket
from tests.booking_web.waiting_room.rooms import OPENS, room

TICKET = Ticket(room_id=7, ticket_id=UUID(int=1))
BEFORE = room(drawn_at=None, gathered=40)
RUNNING = room(drawn_last=100, drawn_called=30, come_last=50, come_called=0)


@pytest.mark.parametrize(
    ("ticket", "where", "expected"),
    [
        (None, BEFORE, Standing.NEW),
        (Ticket(room_id=6, ticket_id=UUID(int=1), place=1), RUNNING, Standing.NEW),
        (TICKET, BEFORE, Standing.GATHERING),
        (TICKET, RUNNING, Standing.TO_ASK),
        (Ticket(room_id=7, ticket_id=UUID(int=1), place=31), RUNNING, Standing.WAITING),
        (Ticket(room_id=7, ticket_id=UUID(int=1), place=30), RUNNING, Standing.TO_ASK),
        (
            Ticket(room_id=7, ticket_id=UUID(int=1), lane=Lane.COME, place=1),
            RUNNING,
            Standing.WAITING,
        ),
        (
            Ticket(room_id=7, ticket_id=UUID(int=1), until=OPENS + timedelta(seconds=1)),
            RUNNING,
            Standing.ADMITTED,
        ),
        (Ticket(room_id=7, ticket_id=UUID(int=1), until=OPENS), RUNNING, Standing.NEW),
    ],
)
def test_standing(ticket: Ticket | None, where: Room, expected: Standing):
    assert standing(ticket, where, OPENS) is expected


def test_a_used_up_ticket_is_known_as_one():
    used = Ticket(room_id=7, ticket_id=UUID(int=1), until=OPENS)
    assert is_used_up(used, RUNNING, OPENS)
    assert not is_used_up(used, room(room_id=8), OPENS)
    assert not is_used_up(TICKET, RUNNING, OPENS)


def test_those_who_came_later_stand_behind_all_who_were_drawn():
    assert RUNNING.position(Lane.DRAWN, 31) == 1
    assert RUNNING.position(Lane.DRAWN, 100) == 70
    assert RUNNING.position(Lane.COME, 1) == 71
    assert RUNNING.waiting == 120
    assert BEFORE.waiting == 40


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_positions_are_one_to_the_number_waiting(drawn: int, called: int, come: int, let_in: int):
    """Each position once, whoever was called."""
    where = room(
        drawn_last=drawn,
        drawn_called=min(called, drawn),
        come_last=come,
        come_called=min(let_in, come),
    )
    positions = [where.position(Lane.DRAWN, place) for place in range(1, drawn + 1)]
    positions += [where.position(Lane.COME, place) for place in range(1, come + 1)]
    assert [each for each in positions if each > 0] == list(range(1, where.waiting + 1))
