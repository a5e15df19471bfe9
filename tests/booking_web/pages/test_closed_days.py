"""Closing days as a calendar to subscribe to: public, per venue, read by another library."""

from datetime import date

import httpx
import msgspec
import pytest
from icalendar import Calendar

from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import HALL, Office
from tests.booking_web.timetable.rules import rules

CLOSED = (date(2026, 12, 3), date(2026, 12, 29))


@pytest.fixture
async def known(resident: Resident, office: Office) -> Resident:
    await say(office, resident, *CLOSED)
    return resident


async def say(office: Office, resident: Resident, *days: date) -> None:
    told = msgspec.to_builtins(rules()) | {"closed_on": [each.isoformat() for each in days]}
    office.says("rules.set", HALL, rules=told)
    await office.send_async(resident.client)
    for _ in range(100):  # the desk reads the log a moment later
        if sorted((await days_of(resident.client, "/closed.ics")).values()) == list(days):
            return


async def days_of(client: httpx.AsyncClient, path: str) -> dict[str, date]:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "set-cookie" not in answer.headers
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    return {str(each["uid"]): each.decoded("dtstart") for each in events}


async def test_every_closing_day_is_an_event_of_its_own(known: Resident, office: Office):
    found = await days_of(known.client, "/closed.ics")
    assert sorted(found.values()) == list(CLOSED)
    await say(office, known, CLOSED[0])
    assert await days_of(known.client, "/closed.ics") == {
        uid: day for uid, day in found.items() if day == CLOSED[0]
    }


async def test_in_the_readers_language_and_by_venue(known: Resident):
    await known.look("/news?lang=ko")
    assert 'href="/closed.ics?venue=KASAI&amp;lang=ko"' in known.page
    answer = await known.client.get("/closed.ics?venue=KASAI&lang=en")
    event = Calendar.from_ical(answer.text).walk("VEVENT")[0]
    assert "Kasai Hall" in str(event["summary"])
    assert event.decoded("dtend") - event.decoded("dtstart") == date.resolution


async def test_an_unknown_venue_has_no_calendar(known: Resident):
    assert (await known.client.get("/closed.ics?venue=NOWHERE")).status_code == 404
