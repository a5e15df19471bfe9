"""From the delivery list to the letter box, on a real database."""

from uuid import UUID

from issuance.cases.facts import DeliveryMode
from issuance.cases.state import Stage
from issuance.custody.places import INTAKE, PIN_DESK, POST_TRAY, RETURNED_MAIL, SEALING_DESK
from issuance.shipments.mail import ReturnReason
from issuance.visits.visit import VisitStage
from tests.issuance.application.house import (
    BOX,
    STATION,
    clerk,
    envelope_of,
    officer,
    serial_of,
)
from tests.support.facts import SERIAL

LINE = [
    "card-expected",
    "card-arrived",
    "setup-completed",
    "card-stored",
    "notice-sent",
    "appointment-noted",
    "checked-in",
    "identity-verified",
    "pins-sealed",
    "delivery-chosen",
    "visit-finished",
    "pin-setting-begun",
    "pins-set",
    "pin-envelope-destroyed",
    "envelope-sealed",
    "handed-to-post",
    "delivered",
]


async def test_a_family_of_three_goes_the_whole_way(house):
    await house.expect(1, 2, 3)
    await house.take_to(Stage.DELIVERED, 1, 2, 3)
    await house.issuance.arrivals.close_box(officer(), BOX)
    for number in (1, 2, 3):
        assert await house.topics(number) == LINE
        assert await house.stage(number) is Stage.DELIVERED
        assert await house.place(number) is None
        assert (await house.overview(number))["stage"] == "delivered"
    assert (await house.visit()).stage is VisitStage.FINISHED
    assert await house.sealed_pins() == 0


PLACES = {
    Stage.ARRIVED: INTAKE,
    Stage.SET_UP: INTAKE,
    Stage.STORED: "shelf:A-01",
    Stage.SETTING: PIN_DESK,
    Stage.READY_TO_GO: SEALING_DESK,
    Stage.SEALED: POST_TRAY,
    Stage.POSTED: None,
}


async def test_the_card_lies_where_the_case_says(house):
    await house.expect(1)
    place = None
    for stage, step in house.line():
        await step(1)
        place = PLACES.get(stage, place)
        assert await house.stage(1) is stage
        assert (await house.overview(1))["stage"] == stage.value
        assert await house.place(1) == place
        row = await house.log.pool.fetchrow("SELECT * FROM office.card_places")
        assert (row["card_serial"], row["place"]) == (serial_of(1), place)


async def test_who_comes_for_the_card_gets_it_at_the_counter(house):
    await house.expect(1)
    await house.take_to(Stage.PINS_TAKEN, 1)
    await house.choose(1, DeliveryMode.COUNTER)
    for step in (house.finish, house.begin_setting, house.set_pins):
        await step(1)
    await house.issuance.posting.hand_over(officer(), UUID(int=1), serial_of(1), "SELF_N/A1")
    assert await house.stage(1) is Stage.HANDED_OVER
    assert await house.place(1) is None


async def test_a_card_without_pins_skips_the_pin_desk(house):
    await house.expect(1, pinless=True)
    await house.take_to(Stage.IDENTITY_VERIFIED, 1)
    await house.issuance.counter.choose_pinless(clerk(), house.seat(1))
    for step in (house.choose_post, house.finish, house.seal, house.post, house.deliver):
        await step(1)
    assert await house.stage(1) is Stage.DELIVERED
    assert (await house.overview(1))["pinless"] is True


async def test_returned_mail_is_posted_again_after_a_look_at_the_address(house):
    await house.expect(1)
    await house.take_to(Stage.POSTED, 1)
    first = await house.shipment_of(1)
    posting = house.issuance.posting
    await posting.take_back(officer(), UUID(int=1), first, ReturnReason.ADDRESSEE_UNKNOWN)
    assert await house.place(1) == RETURNED_MAIL
    assert (await house.overview(1))["return_reason"] == "addressee-unknown"
    again = house.closing(1, tracking_number="98765432102", address_checked=True)
    await posting.seal(officer(), UUID(int=1), again)
    assert await house.shipment_of(1) != first
    await house.post(1)
    await house.deliver(1)
    assert await house.stage(1) is Stage.DELIVERED


async def test_returned_mail_is_collected_at_the_counter(house):
    await house.expect(1)
    await house.take_to(Stage.POSTED, 1)
    posting, shipment = house.issuance.posting, await house.shipment_of(1)
    await posting.take_back(officer(), UUID(int=1), shipment, ReturnReason.RETENTION_EXPIRED)
    await posting.hand_over(officer(), UUID(int=1), serial_of(1), "SELF_N/A1")
    assert await house.stage(1) is Stage.HANDED_OVER


async def test_a_party_can_be_sent_back_to_wait_and_called_elsewhere(house):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    counter = house.issuance.counter
    await counter.arrive(clerk(), house.visit_id)
    assert await house.stage(1) is Stage.CHECKED_IN
    await counter.call(clerk(), house.visit_id, STATION)
    await counter.call_off(clerk(), house.visit_id, STATION)
    await counter.call(clerk(), house.visit_id, "S2")
    assert (await house.visit()).station == "S2"


async def test_the_pin_desk_finds_the_envelope_of_the_card_on_its_reader(house):
    await house.expect(1)
    await house.take_to(Stage.SETTING, 1)
    found = await house.issuance.pin_desk.envelope_for(serial_of(1))
    assert found.case_id == UUID(int=1)
    assert found.envelope_id == envelope_of(1).envelope_id
    assert "sealed to" not in repr(found)


async def test_an_uncertain_card_is_begun_again(house):
    await house.expect(1)
    await house.take_to(Stage.SETTING, 1)
    desk, envelope_id = house.issuance.pin_desk, envelope_of(1).envelope_id
    await desk.record_uncertain(officer(), UUID(int=1), envelope_id)
    assert await house.stage(1) is Stage.UNCERTAIN
    assert await house.sealed_pins() == 1
    await house.begin_setting(1)
    await house.set_pins(1)
    assert await house.stage(1) is Stage.READY_TO_GO


async def test_a_day_is_offered(house):
    await house.offer()
    await house.offer()
    await house.projector.catch_up()
    row = await house.log.pool.fetchrow("SELECT * FROM office.offered_days")
    assert (row["slots"], row["places"]) == (51, 306)
    assert await house.log.head() == 2


def test_serials_of_made_up_cards_look_alike():
    assert len(serial_of(1)) == len(SERIAL)
