"""The pages no journey leads to, in every language: no error, no sign left over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

import booking_web
from booking_web.desk import FreeTime, Venue
from booking_web.pages.rendering import Renderer
from booking_web.pages.status import Card
from booking_web.pages.today import Day, Phase
from booking_web.queue.places import QueuePlace
from booking_web.texts import ALL, LANGUAGES, TAGS
from booking_web.texts.languages import SOURCE
from booking_web.texts.marks import marked_up
from booking_web.texts.messages import CARD, DONE, FIELDS, NEEDS, REFUSALS
from booking_web.timetable.facts import Wished
from booking_web.timetable.facts.day import CardStatus, CardStatusTold
from booking_web.timetable.notices import Appointment, Party, Place, Stage, Waiting

LOOK = Path(booking_web.__file__).parent.parent / "infra" / "look"
VENUE = Venue(
    venue_id=UUID(int=1),
    code="KASAI",
    name_ja="葛西区民館",
    name_en="Kasai Hall",
    address_ja="江戸川区中葛西",
    address_en="Naka-Kasai",
    phone="03-5678-1234",
)
COMMON: dict[str, object] = {
    "path": "/",
    "form_token": "token",
    "form_key": "key",
    "venues": [VENUE],
    "signed_in": True,
    "found": [],
    "letters": True,
}
AT = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
SOON = FreeTime(
    slot_id=UUID(int=2), venue_id=VENUE.venue_id, starts_at=AT, minutes=10, free=3, fits=True
)
NONE: dict[str, object] = {
    "flash": "",
    "last_visit": None,
    "over": False,
    "withdrawn": False,
    "times": [SOON],
}
PROBLEMS = ("not-found", "form-too-old", "too-large", "too-often", "not-understood", "fault")
ELSEWHERE = re.compile(r'<(\w+)[^>]* lang="(?:ja|zh-Hans)"[^>]*>.*?</\1>', re.DOTALL)
JAPANESE = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]")


def pages() -> Iterator[tuple[str, dict[str, object]]]:
    yield "away.html", {}
    yield "session_lost.html", {}
    yield "privacy.html", {}
    yield "accessibility.html", {"checked_on": date(2026, 11, 22)}
    for last_visit in (None, "no-show", "turned-away"):
        yield "none.html", {**NONE, "last_visit": last_visit}
    yield "none.html", {**NONE, "times": []}
    yield "none.html", {**NONE, "over": True}
    yield "none.html", {**NONE, "withdrawn": True}
    yield from after_arrival()
    yield from waiting()
    for one_number in (True, False):
        until = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
        yield "locked_out.html", {"until": until, "one_number": one_number}
    for kind in PROBLEMS:
        yield "problem.html", {"kind": kind}
    for code, words in REFUSALS.items():
        yield "refused.html", {"code": code, "refusal": words}


def after_arrival() -> Iterator[tuple[str, dict[str, object]]]:
    """The queue in each of its states, and a card in each of its own."""
    seen = QueuePlace(ahead=2, called=False, counter="", as_of=AT)
    places = (None, seen, replace(seen, ahead=0), replace(seen, ahead=0, called=True, counter="3"))
    appointment = {"reference": "7H2K-9QXM"}
    for place in places:
        for stale in (False, True):
            day = Day(
                phase=Phase.ARRIVED,
                opens_at=AT,
                until=AT,
                late_minutes=0,
                choices=(),
                place=place,
                stale=stale,
            )
            yield "queue.html", {"day": day, "appointment": appointment, "again": stale}
    for status in CardStatus:
        told = CardStatusTold(status=status, since=AT, tracking_number="12345678903")
        cards = [Card(tail=tail, told=told, words=CARD[status.value]) for tail in ("4T8W", "9QXM")]
        yield "card.html", {"flash": "", "cards": cards}
    yield "views.html", {"shown": [("4T8W", []), ("9QXM", [])]}
    yield "views.html", {"shown": [("4T8W", [(AT, "", "", "")])]}


def waiting() -> Iterator[tuple[str, dict[str, object]]]:
    """The waiting list: the form, the place in line, the offer."""
    starts_at = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    place = Place(slot_id=UUID(int=2), venue_id=UUID(int=1), starts_at=starts_at, minutes=10)
    party = Party(party_id=UUID(int=3), members=(UUID(int=4),))
    booked = Appointment(
        appointment_id=UUID(int=3), party=party, place=place, stage=Stage.CONFIRMED
    )
    offer = Waiting(
        entry_id=UUID(int=3),
        members=(UUID(int=4),),
        wished=Wished(first_on=date(2026, 11, 24), last_on=date(2026, 12, 31)),
        offered=UUID(int=2),
        place=place,
        until=starts_at,
    )
    offered: dict[str, object] = {"all_days": [("any", "1")], "all_hours": [], "all_weeks": []}
    typed = {"venue": "", "days": "any", "hours": "any", "weeks": "all", "email": ""}
    for mine in (None, booked):
        joining = {"flash": "", "typed": typed, "people": 2, "booked": mine, **offered}
        yield "wait_join.html", joining
    line: dict[str, object] = {"flash": "", "letters_to": "", "coming": 2, "reasons": ["1"]}
    wished = {"wished_venues": [VENUE], "wished_days": "1", "wished_hours": "2"}
    for ahead in (0, 1, 3):
        mine = booked if ahead else None
        place_in_line = {"ahead": ahead, "last_on": date(2026, 12, 31), "booked": mine}
        yield "wait.html", {**line, **wished, **place_in_line}
    for mine in (None, booked):
        yield "wait_offer.html", {"flash": "", "offer": offer, "coming": 2, "booked": mine}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(LOOK)


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_that_say_no(renderer: Renderer, code: str):
    for template, context in pages():
        html = renderer.render(template, code, {**COMMON, **context})
        assert f'<html lang="{TAGS[code]}"' in html
        assert not re.search("[\ue000-\uf8ff《》⟦⟧]", html), template
        assert html.count("<ruby>") == html.count("</ruby>") == html.count("<rt>"), template
        if code not in {"ja", "ja-easy", "zh-Hans"}:
            assert not JAPANESE.search(ELSEWHERE.sub("", html)), template


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_code_has_words_in_every_language(renderer: Renderer, code: str):
    for words in (
        *FIELDS.values(),
        *REFUSALS.values(),
        *DONE.values(),
        *NEEDS.values(),
        *CARD.values(),
    ):
        html = renderer.render("none.html", code, {**COMMON, **NONE, "flash": ALL[code](words)})
        assert marked_up(ALL[code](words)) in html
        assert (ALL[code](words) == words) == (code == SOURCE)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_switch_offers_every_language_under_its_own_name(renderer: Renderer, code: str):
    html = renderer.render("privacy.html", code, COMMON)
    for other, name in LANGUAGES.items():
        own = f'aria-current="true">{name}<'
        link = f'?lang={other}" lang="{TAGS[other]}" hreflang="{TAGS[other]}">{name}<'
        assert (own if other == code else link) in html
