"""外への知らせ: what booking is told of the office's facts, and what it is never told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest

from issuance.application import Order
from issuance.application.counter import Shown
from issuance.application.parties import Seat
from issuance.application.reception import WalkIn
from issuance.calendar import office_date
from issuance.calendar.opening_rules import OpeningRules, Service
from issuance.capacity.venues import venue_id_of
from issuance.cases.state import Stage
from issuance.identity.publication import DOCUMENTS, DocumentsPublished, published
from issuance.identity.situations import Situation
from issuance.notices.checks import birthday_check
from issuance.release.news import News
from tests.issuance.applicants.people import applicant
from tests.issuance.application.house import (
    NOW,
    SECRETS,
    SHOWN,
    STATION,
    VENUE,
    VISIT_AT,
    House,
    clerk,
    officer,
)
from tests.issuance.calendar.rules import RULE, one


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1)
    return opened


async def told(house, since=0):
    """Every item of the log after a position, as (topic, stream, body)."""
    news = News(house.issuance.work)
    async with house.log.transaction() as tx:
        items = await news.translate(tx, await tx.follow(since, 10_000))
    return [(each.topic, each.stream_id, msgspec.json.decode(each.body)) for each in items]


async def test_a_notice_is_released_with_its_number_and_a_keyed_check(house):
    await house.take_to(Stage.NOTIFIED, 1)
    [(topic, stream, body)] = await told(house)
    number = house.issuance.notices.number(UUID(int=1), 1)
    check = birthday_check(SECRETS.birthdays, number, applicant(1).person.birth_on)
    assert (topic, stream) == ("notice.released", house.notice_of(1))
    assert msgspec.convert(body["birthday_check"], bytes) == check
    assert {"number": number, "round": 1}.items() <= body.items()


async def test_a_card_on_its_shelf_can_be_fetched_the_same_day(house):
    await house.take_to(Stage.NOTIFIED, 1)
    await house.issuance.endings.report_missing(officer(), UUID(int=1))
    await house.issuance.endings.report_found(officer(), UUID(int=1), "shelf:B-01")
    released = [body for topic, _, body in await told(house) if topic == "notice.released"]
    assert [each["same_day"] for each in released] == [True, False, True]
    assert len({each["number"] for each in released}) == 1


async def test_a_card_missing_after_the_visit_releases_nothing(house):
    await house.take_to(Stage.AWAITING_PINS, 1)
    head = await house.log.head()
    await house.issuance.endings.report_missing(officer(), UUID(int=1))
    assert [topic for topic, _, _ in await told(house, head)] == ["card.status"]


async def test_a_second_notice_withdraws_the_first(house):
    await house.take_to(Stage.NOTIFIED, 1)
    head = await house.log.head()
    await house.issuance.notices.send(officer(NOW + timedelta(days=91)), UUID(int=1))
    assert [(topic, stream) for topic, stream, _ in await told(house, head)] == [
        ("notice.withdrawn", house.notice_of(1)),
        ("notice.released", house.notice_of(1, 2)),
    ]


async def test_venues_and_places_are_told(house):
    await house.offer()
    topics = {topic: body for topic, _, body in await told(house)}
    assert topics["venue.announced"]["name_en"] == "Tower"
    assert len(topics["places.offered"]["slots"]) == 51


async def test_opening_rules_are_told(house):
    await house.offer()
    await house.issuance.venues.set_rules(officer(), VENUE, one(RULE))
    topic, _, body = (await told(house))[-1]
    assert topic == "rules.set"
    assert msgspec.convert(body["rules"], OpeningRules) == one(RULE)


async def test_an_appointment_is_closed_by_what_became_of_it(house):
    await house.take_to(Stage.AWAITING_PINS, 1)
    closed = [item for item in await told(house) if item[0] == "appointment.closed"]
    assert [(stream, body["outcome"]) for _, stream, body in closed] == [
        (house.notice_of(1), "attended")
    ]
    assert closed[0][2]["appointment_id"] == str(house.booked(1).appointment_id)


async def test_who_lacks_documents_may_book_again(house):
    await house.take_to(Stage.CHECKED_IN, 1)
    none_shown = Shown(situation=Situation.SELF_X, documents=SHOWN.documents[1:])
    await house.issuance.counter.turn_away(clerk(), house.seat(1), none_shown)
    closed = [body for topic, _, body in await told(house) if topic == "appointment.closed"]
    assert [body["outcome"] for body in closed] == ["turned-away"]


async def test_nobody_came(house):
    await house.take_to(Stage.BOOKED, 1)
    late = datetime(2026, 11, 24, 5, tzinfo=UTC)
    await house.issuance.counter.miss(clerk(late), house.visit_id)
    assert (await told(house))[-1][2]["outcome"] == "no-show"


@pytest.mark.parametrize("ending", ["moved_out", "died", "withdrawn"])
async def test_a_void_case_withdraws_its_notice(house, ending):
    await house.take_to(Stage.NOTIFIED, 1)
    await getattr(house.issuance.endings, ending)(officer(), UUID(int=1))
    assert (await told(house))[-1] == (
        "notice.withdrawn",
        house.notice_of(1),
        {"reason": "voided"},
    )


async def test_nothing_of_a_person_is_told(house):
    await house.take_to(Stage.DELIVERED, 1)
    await house.offer()
    said = msgspec.json.encode([body for _, _, body in await told(house)]).decode()
    person = applicant(1).person
    for value in (person.name, person.address, person.postcode, person.birth_on.isoformat()):
        assert value not in said
    assert STATION not in said


async def test_the_rules_about_documents_are_told_once(house):
    order = officer()
    await house.issuance.documents.publish(order)
    await house.issuance.documents.publish(order)
    [(topic, stream, body)] = await told(house)
    assert (topic, stream) == ("documents.published", DOCUMENTS)
    assert msgspec.convert(body, DocumentsPublished) == published(1)


async def test_of_a_walk_in_no_appointment_is_closed(house):
    await house.take_to(Stage.NOTIFIED, 1)
    issuance, venue_id = house.issuance, venue_id_of(VENUE)
    services = (Service.COLLECT,)
    await house.offer()
    await issuance.venues.allow_walk_ins(officer(), VENUE, services=services, places=5)
    number = issuance.notices.number(UUID(int=1), 1)
    wish = WalkIn(venue_id=venue_id, service=Service.COLLECT, notice_number=number)
    visit_id = await issuance.reception.walk_in(clerk(), wish)
    await house.projector.catch_up()
    await issuance.counter.call(clerk(), visit_id, STATION)
    seat = Seat(visit_id=visit_id, case_id=UUID(int=1), station=STATION)
    await issuance.counter.turn_away(clerk(), seat, SHOWN)
    assert "appointment.closed" not in [topic for topic, *_ in await told(house)]


async def test_who_is_asked_again_may_book_again_with_the_same_number(house):
    """Their sealed PINs were destroyed for age; the site opens the notice once more."""
    await house.take_to(Stage.AWAITING_PINS, 1)
    since = await house.log.head()
    over = VISIT_AT + timedelta(days=14)
    await house.issuance.quarantine.expire(Order(by="worker", at=over), UUID(int=1))
    [(topic, stream, body)] = await told(house, since)
    assert (topic, stream) == ("notice.released", house.notice_of(1))
    assert body["number"] == house.issuance.notices.number(UUID(int=1), 1)
    come_by = (await house.case(1)).pickup_deadline
    assert body["pickup_deadline"] == come_by.isoformat()
    assert come_by > office_date(over)
