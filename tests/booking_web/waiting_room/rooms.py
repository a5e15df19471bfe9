"""Rooms as tests need them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.store import Plan

OPENS = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
"""Nine o'clock in Tokyo."""
GATHERS = OPENS - timedelta(minutes=30)
WINDOW = timedelta(minutes=15)
CLAIM = timedelta(minutes=3)


def room(**how: Any) -> Room:
    """An opening whose draw was made, unless said otherwise."""
    values: dict[str, Any] = {
        "room_id": 7,
        "reason": "opening",
        "gathers_at": GATHERS,
        "opens_at": OPENS,
        "window": WINDOW,
        "claim": CLAIM,
        "commitment": bytes(32),
        "as_of": OPENS,
        "drawn_at": OPENS,
    }
    return Room(**(values | how))


def opening(rate: float = 10.0) -> Plan:
    return Plan(
        reason="opening", gathers_at=GATHERS, opens_at=OPENS, window=WINDOW, claim=CLAIM, rate=rate
    )


def first_come(at: datetime = OPENS, rate: float = 10.0) -> Plan:
    return Plan(reason="manager", gathers_at=at, opens_at=at, window=WINDOW, claim=CLAIM, rate=rate)
