"""横道: what else happens to cards and parties, with the places of the cards."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from issuance.application import Order, Policy
from issuance.application.counter import DocumentsInsufficientError, Shown
from issuance.application.work import box_id_of
from issuance.cases.facts import AppointmentMoved
from issuance.cases.refusals import (
    AddressChangedError,
    CardMissingError,
    DeadlineError,
    FourEyesError,
    NotApprovedError,
    NotThisVisitError,
    StillAwaitedError,
    WrongStageError,
)
from issuance.cases.state import Stage
from issuance.custody.places import MISSING, VOID_CARDS
from issuance.errors import NotFoundError
from issuance.identity.situations import Situation
from issuance.shipments.mail import ReturnReason
from issuance.visits.visit import VisitStage
from tests.issuance.application.house import (
    NOW,
    SHOWN,
    STATION,
    VISIT_AT,
    WAITED,
    House,
    clerk,
    officer,
)
from tests.support.facts import INSURANCE, OFFICERS

DAY = timedelta(days=1)
CASE = UUID(int=1)


async def test_nobody_booked_and_a_second_notice_goes_out(house):
    await house.expect(1)
    await house.take_to(Stage.NOTIFIED, 1)
    last_day = datetime(2027, 1, 31, 14, 59, tzinfo=UTC)  # 23:59 at the office
    with pytest.raises(DeadlineError):
        await house.issuance.notices.send(officer(last_day), CASE)
    await house.issuance.notices.send(officer(last_day + timedelta(minutes=1)), CASE)
    overview = await house.overview(1)
    assert (overview["notice_round"], str(overview["pickup_deadline"])) == (2, "2027-05-02")
    rows = await house.log.pool.fetch("SELECT notice_id FROM office.notices ORDER BY round")
    assert [row["notice_id"] for row in rows] == [house.notice_of(1), house.notice_of(1, 2)]


async def test_nobody_came_and_the_card_is_destroyed_by_two(house):
    await house.expect(1)
    await house.take_to(Stage.NOTIFIED, 1)
    await house.issuance.notices.send(officer(NOW + 91 * DAY), CASE)
    endings = house.issuance.endings
    with pytest.raises(DeadlineError):
        await endings.propose_destruction(officer(NOW + 360 * DAY), CASE)
    await endings.propose_destruction(officer(NOW + 366 * DAY), CASE)
    assert await house.place(1) == VOID_CARDS
    late, destruction = NOW + 366 * DAY, house.issuance.destruction
    with pytest.raises(FourEyesError):
        await endings.destroy(officer(late), CASE, ("B01", "B01"))
    with pytest.raises(NotApprovedError):
        await endings.destroy(officer(late), CASE, OFFICERS)
    with pytest.raises(FourEyesError):
        await destruction.approve(officer(late), CASE)
    await destruction.approve(clerk(late, by="staff:B02"), CASE)
    await endings.destroy(officer(NOW + 366 * DAY), CASE, OFFICERS)
    assert (await house.stage(1), await house.place(1)) == (Stage.DESTROYED, None)


async def test_an_appointment_is_moved_and_cancelled(house):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    booked, order = house.booked(1), Order(by="booking", at=NOW)
    moved = AppointmentMoved(
        appointment_id=booked.appointment_id,
        venue_id=booked.venue_id,
        starts_at=VISIT_AT + DAY,
        minutes=15,
    )
    notice, bookings = house.notice_of(1), house.issuance.bookings
    async with house.log.transaction() as tx:
        await bookings.move(tx, order, notice, moved)
        await bookings.note(tx, order, notice, booked)
    assert (await house.overview(1))["starts_at"] == VISIT_AT + DAY
    async with house.log.transaction() as tx:
        await bookings.cancel(tx, order, notice, booked.appointment_id, "resident")
        await bookings.cancel(tx, order, notice, booked.appointment_id, "resident")
        await bookings.move(tx, order, notice, moved)
    overview = await house.overview(1)
    assert (overview["stage"], overview["visit_id"]) == ("notified", None)
    assert (await house.topics(1)).count("appointment-cancelled") == 1


async def test_a_booking_for_an_unknown_notice_is_refused(house):
    with pytest.raises(NotFoundError):
        async with house.log.transaction() as tx:
            await house.issuance.bookings.cancel(
                tx, Order(by="booking", at=NOW), UUID(int=5), UUID(int=6), "resident"
            )


async def test_nobody_came(house):
    await house.expect(1, 2)
    await house.take_to(Stage.BOOKED, 1, 2)
    counter = house.issuance.counter
    with pytest.raises(StillAwaitedError):
        await counter.miss(clerk(WAITED - timedelta(minutes=1)), house.visit_id)
    assert (await house.visit()).stage is VisitStage.EXPECTED
    await counter.miss(clerk(WAITED), house.visit_id)
    await counter.miss(clerk(WAITED), house.visit_id)
    for number in (1, 2):
        assert await house.stage(number) is Stage.NOTIFIED
        assert (await house.topics(number)).count("no-show-recorded") == 1


async def test_a_party_whose_identity_is_proven_was_not_absent(house):
    await house.expect(1, 2)
    await house.take_to(Stage.CHECKED_IN, 1, 2)
    await house.verify(2)
    await house.recall()
    head = await house.log.head()
    with pytest.raises(WrongStageError):
        await house.issuance.counter.miss(clerk(WAITED), house.visit_id)
    assert await house.log.head() == head


async def test_one_of_a_family_is_turned_away_and_the_other_goes_on(house):
    await house.expect(1, 2)
    await house.take_to(Stage.CHECKED_IN, 1, 2)
    little = Shown(situation=Situation.SELF_X, documents=(INSURANCE,))
    counter = house.issuance.counter
    with pytest.raises(DocumentsInsufficientError) as refusal:
        await counter.verify_identity(clerk(), house.seat(1), little)
    assert refusal.value.missing
    with pytest.raises(WrongStageError):
        await house.finish(1)
    await counter.turn_away(clerk(), house.seat(1), little)
    for step in (house.verify, house.seal_pins, house.choose_post, house.finish):
        await step(2)
    assert [await house.stage(number) for number in (1, 2)] == [Stage.NOTIFIED, Stage.AWAITING_PINS]


async def test_who_is_not_of_the_party_is_not_served_with_it(house):
    await house.expect(1, 2)
    await house.take_to(Stage.NOTIFIED, 2)
    await house.take_to(Stage.CHECKED_IN, 1)
    with pytest.raises(NotThisVisitError):
        await house.issuance.counter.verify_identity(clerk(), house.seat(2), SHOWN)


async def test_a_visit_nobody_booked_is_not_found(house):
    with pytest.raises(NotFoundError):
        await house.issuance.counter.call(clerk(), UUID(int=5), STATION)
    assert await house.log.head() == 0


async def test_a_party_waits_while_one_of_its_cards_is_searched_for(house):
    await house.expect(1, 2)
    await house.take_to(Stage.BOOKED, 1, 2)
    endings = house.issuance.endings
    await endings.report_missing(officer(), UUID(int=2))
    with pytest.raises(CardMissingError):
        await house.call(1)
    assert (await house.visit()).stage is VisitStage.EXPECTED
    await endings.report_found(officer(), UUID(int=2), "shelf:C-01")
    await house.call(1)
    assert await house.stage(2) is Stage.CHECKED_IN
    assert await house.place(2) == "shelf:C-01"


async def test_a_missing_card_lies_nowhere_else_until_it_is_found(house):
    await house.expect(1)
    await house.take_to(Stage.SEALED, 1)
    endings, posting = house.issuance.endings, house.issuance.posting
    await endings.report_missing(officer(), CASE)
    await house.seal(1)  # a second press changes nothing
    for asked in (house.post(1), posting.stop(officer(), CASE, "searched for")):
        with pytest.raises(CardMissingError):
            await asked
    await endings.died(officer(), CASE)
    assert (await house.place(1), await house.stage(1)) == (MISSING, Stage.VOID)
    with pytest.raises(CardMissingError):
        await endings.destroy(officer(), CASE, OFFICERS)
    await endings.give_up_search(officer(), CASE)
    assert (await house.place(1), await house.stage(1)) == (None, Stage.LOST)


async def test_a_card_whose_holder_left_before_it_came_is_destroyed_all_the_same(house):
    await house.expect(1)
    await house.issuance.endings.moved_out(officer(), CASE)
    await house.scan(1)
    await house.scan(1)
    assert (await house.stage(1), await house.place(1)) == (Stage.VOID, VOID_CARDS)
    assert (await house.overview(1))["stage"] == "void"
    await house.issuance.arrivals.close_box(officer(), "B-0001")
    await house.issuance.endings.destroy(officer(), CASE, OFFICERS)
    assert (await house.stage(1), await house.place(1)) == (Stage.DESTROYED, None)


async def test_the_holder_dies_while_the_post_has_the_card(house):
    await house.expect(1)
    await house.take_to(Stage.POSTED, 1)
    shipment, endings = await house.shipment_of(1), house.issuance.endings
    with pytest.raises(WrongStageError):
        await endings.moved_out(officer(), CASE)
    await endings.died(officer(), CASE)
    reason = ReturnReason.ADDRESSEE_UNKNOWN
    await house.issuance.posting.take_back(officer(), CASE, shipment, reason)
    assert (await house.overview(1))["stage"] == "void"
    await endings.destroy(officer(), CASE, OFFICERS)
    assert await house.stage(1) is Stage.DESTROYED


async def test_an_envelope_with_an_old_address_is_opened_and_closed_again(house):
    await house.expect(1)
    await house.take_to(Stage.SEALED, 1)
    endings, posting = house.issuance.endings, house.issuance.posting
    await endings.correct_address(officer(), CASE, "1340083", "東京都江戸川区中葛西３丁目")
    with pytest.raises(AddressChangedError):
        await house.post(1)
    await posting.stop(officer(), CASE, "address-changed")
    await house.seal(1)
    await house.post(1)
    assert await house.stage(1) is Stage.POSTED


async def test_a_small_venue_works_alone_and_its_facts_say_so(issuance_log):
    house = House(issuance_log, Policy(four_eyes=False))
    await house.expect(1)
    await house.take_to(Stage.AWAITING_PINS, 1)
    alone = ("K01", "K01")
    await house.issuance.pin_desk.begin(officer(), CASE, alone)
    await house.set_pins(1)
    await house.issuance.posting.seal(officer(), CASE, house.closing(1, sealers=alone))
    shipment = (await house.case(1)).shipment
    assert shipment is not None
    assert not shipment.four_eyes


async def test_a_booking_that_comes_too_late_is_declined_not_lost(house):
    await house.expect(1)
    await house.take_to(Stage.NOTIFIED, 1)
    await house.issuance.endings.died(officer(), CASE)
    await house.book(1)
    await house.book(1)
    assert (await house.topics(1))[-1] == "appointment-declined"
    assert (await house.topics(1)).count("appointment-declined") == 1
    declined = uuid5(house.notice_of(1), "appointment 0")
    assert (await house.case(1)).declined == {declined}


async def test_an_id_of_something_else_is_nothing_of_ours(house):
    """A station or desk names ids freely; facts of one kind must never land on another's stream."""
    await house.expect(1)
    await house.take_to(Stage.NOTIFIED, 1)
    box, counter, unknown = box_id_of("B-0001"), house.issuance.counter, UUID(int=99)
    head = await house.log.head()
    for id_ in (CASE, box, unknown):
        for asked in (counter.arrive, counter.miss):
            with pytest.raises(NotFoundError):
                await asked(clerk(), id_)
    with pytest.raises(NotFoundError):
        await house.issuance.pin_desk.record_uncertain(officer(), box, unknown)
    with pytest.raises(NotFoundError):
        await house.issuance.endings.died(officer(), box)
    assert await house.log.head() == head
