"""States of the waiting list, of the queue on the day, and of the card after the visit."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Seen
from typing import Final
from uuid import UUID

from booking_web.pages.status import Card
from booking_web.timetable.facts.day import CardStatus, CardStatusTold

State = tuple[str, Mapping[str, object]]
_AT: Final = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
_TYPED: Final = Seen(venue="", days="any", hours="any", weeks="2", email="hanako")
_TWO: Final = [("any", "1"), ("off", "2")]


def later_states() -> Iterator[State]:
    yield from _waiting_list()
    yield from _queue()
    for status in CardStatus:
        yield "card.html", {"flash": "", "cards": [_card(status)]}
    yield "card.html", {"flash": "", "cards": [_card(each) for each in CardStatus][:2]}


def _waiting_list() -> Iterator[State]:
    joining: dict[str, object] = {
        "flash": "",
        "people": 2,
        "booked": None,
        "typed": _TYPED,
        "all_days": _TWO,
        "all_hours": _TWO,
        "all_weeks": _TWO,
    }
    yield "wait_join.html", joining
    yield "wait_join.html", joining | {"found": [("email", "1 2 3")]}
    waiting: dict[str, object] = {
        "flash": "",
        "wished_venues": [],
        "booked": None,
        "ahead": 3,
        "letters_to": "",
        "coming": 2,
        "wished_days": "1",
        "wished_hours": "2",
        "last_on": date(2026, 12, 15),
        "reasons": ["1", "2"],
    }
    yield "wait.html", waiting
    yield "wait.html", waiting | {"ahead": 0, "letters_to": "h@example.jp", "reasons": []}
    place, booked = Seen(venue_id=UUID(int=1), starts_at=_AT), Seen(starts_at=_AT)
    offer = Seen(place=place, until=_AT, offered=UUID(int=2))
    yield "wait_offer.html", {"flash": "", "offer": offer, "coming": 2, "booked": None}
    yield "wait_offer.html", {"flash": "", "offer": offer, "coming": 2, "booked": booked}
    yield "wait_join.html", joining | {"booked": booked}
    yield "wait.html", waiting | {"booked": booked}


def _queue() -> Iterator[State]:
    places = [
        None,
        Seen(called=True, counter="3", ahead=0, as_of=_AT),
        Seen(called=False, counter="", ahead=0, as_of=_AT),
        Seen(called=False, counter="", ahead=12, as_of=_AT),
    ]
    for place in places:
        day = Seen(place=place, stale=place is not None)
        seen = {"day": day, "appointment": Seen(reference="7H2K-9QXM")}
        yield "queue.html", {**seen, "again": place is None}


def _card(status: CardStatus) -> Card:
    told = CardStatusTold(
        status=status, since=_AT - timedelta(days=2), tracking_number="12345678903"
    )
    return Card(tail="9QXM", told=told, words="1 2 3")
