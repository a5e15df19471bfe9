"""Tables of boxes, places of cards, venues, and what happened how often on which day."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, assert_never

from issuance.calendar import office_date
from issuance.capacity.venues import PlacesOffered, VenueAnnounced
from issuance.custody.facts import (
    BoxAnnounced,
    BoxClosed,
    BoxOpened,
    CardLeft,
    CardMoved,
    CardReceived,
    CardScanned,
)
from issuance.ledger.facts import Recorded, form_of
from issuance.read_models.tables import Change, Put, Table, change

BOXES: Final = Table(name="office.box_overview", key=("box_id",))
CARD_PLACES: Final = Table(name="office.card_places", key=("card_id",))
VENUES: Final = Table(name="office.venue_overview", key=("venue_id",))
OFFERED: Final = Table(name="office.offered_days", key=("venue_id", "day"))
DAY_COUNTS: Final = Table(name="office.day_counts", key=("day", "topic"))

_DAY_SECONDS: Final = 86_400
_AHEAD_SECONDS: Final = 9 * 3_600
"""How far Tokyo's clocks are ahead, all the year: far cheaper than asking the calendar."""


_BoxFact = BoxAnnounced | BoxOpened | CardScanned | BoxClosed


def boxes(recorded: Recorded[_BoxFact]) -> Iterable[Change]:
    box_id = recorded.stream_id
    happened = recorded.fact
    match happened:
        case BoxAnnounced(box=box, card_serials=serials):
            added = {"announced": len(serials)}
            yield Put(table=BOXES, key=(box_id,), first={"box": box}, added=added)
        case BoxOpened():
            yield change(BOXES, box_id, opened_at=recorded.at)
        case CardScanned():
            yield Put(table=BOXES, key=(box_id,), added={"scanned": 1}, existing=True)
        case BoxClosed():
            yield change(BOXES, box_id, closed_at=recorded.at)
        case _:
            assert_never(happened)


_CardFact = CardReceived | CardMoved | CardLeft


def card_places(recorded: Recorded[_CardFact]) -> Iterable[Change]:
    card_id, at, by = recorded.stream_id, recorded.at, recorded.by
    happened = recorded.fact
    match happened:
        case CardReceived(card_serial=serial, place=place):
            yield Put(
                table=CARD_PLACES,
                key=(card_id,),
                columns={"from_place": None, "place": place, "moved_at": at, "moved_by": by},
                first={"card_serial": serial},
            )
        case CardMoved(from_place=before, to_place=place):
            columns = {"from_place": before, "place": place, "moved_at": at, "moved_by": by}
            yield change(CARD_PLACES, card_id, **columns)
        case CardLeft(from_place=before):
            columns = {"from_place": before, "place": None, "moved_at": at, "moved_by": by}
            yield change(CARD_PLACES, card_id, **columns)
        case _:
            assert_never(happened)


_VenueFact = VenueAnnounced | PlacesOffered


def venues(recorded: Recorded[_VenueFact]) -> Iterable[Change]:
    venue_id = recorded.stream_id
    happened = recorded.fact
    match happened:
        case VenueAnnounced(code=code, name_ja=name_ja, name_en=name_en, kind=kind):
            yield Put(
                table=VENUES,
                key=(venue_id,),
                columns={"code": code, "name_ja": name_ja, "name_en": name_en, "kind": kind.value},
            )
        case PlacesOffered(day=day, slots=slots):
            places = sum(slot.places for slot in slots)
            columns = {"slots": len(slots), "places": places}
            yield Put(table=OFFERED, key=(venue_id, day), columns=columns)
        case _:
            assert_never(happened)


def day_counts(facts: Sequence[Recorded[Any]]) -> Iterable[Put]:
    """Every kind of fact is counted by its day at the office, with where in the log it lies."""
    of_day: dict[tuple[int, type], list[Recorded[Any]]] = {}
    for each in facts:
        happened: object = each.fact
        day = (int(each.at.timestamp()) + _AHEAD_SECONDS) // _DAY_SECONDS
        of_day.setdefault((day, type(happened)), []).append(each)
    for (_, kind), same in of_day.items():
        first, last = same[0], same[-1]
        yield Put(
            table=DAY_COUNTS,
            key=(office_date(first.at), form_of(kind).topic),
            columns={"last_position": last.position},
            added={"n": len(same)},
            first={"first_position": first.position},
        )
