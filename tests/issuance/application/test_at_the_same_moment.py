"""Several at once: exactly one wins, the others are told why, and nothing is done twice."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid5

import pytest

from issuance.application import Order
from issuance.application.counter import SealedPins
from issuance.cases.refusals import AddressChangedError, OtherEnvelopeError, WrongStageError
from issuance.cases.state import Stage
from issuance.custody.places import POST_TRAY
from issuance.shipments.mail import ReturnReason
from issuance.visits.visit import CalledElsewhereError, VisitStage, visit_id_of
from tests.issuance.application.house import BLOB, NOW, clerk, envelope_of, officer


async def at_once(*asked):
    """What each got: its answer, or the refusal."""
    return await asyncio.gather(*asked, return_exceptions=True)


async def test_two_stations_call_one_party_and_one_gets_it(house):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    stations = [f"S{n}" for n in range(6)]
    answers = await at_once(
        *(house.issuance.counter.call(clerk(), house.visit_id, station) for station in stations)
    )
    called = [station for station, answer in zip(stations, answers, strict=True) if answer is None]
    assert len(called) == 1
    refusals = [answer for answer in answers if answer is not None]
    assert {type(each) for each in refusals} == {CalledElsewhereError}
    assert {each.station for each in refusals} == set(called)
    assert (await house.topics(1)).count("checked-in") == 1


async def test_twenty_counters_call_at_nine_and_each_party_has_its_number(house):
    """All numbers of a day stand in one list: who was passed once is not passed again."""
    people = range(1, 21)
    await house.expect(*people)
    await house.take_to(Stage.NOTIFIED, *people)
    parties = [UUID(int=800 + each) for each in people]
    for number, party_id in zip(people, parties, strict=True):
        booked = replace(house.booked(number), party_id=party_id)
        async with house.log.transaction() as tx:
            order = Order(by="booking", at=NOW)
            await house.issuance.bookings.note(tx, order, house.notice_of(number), booked)
    await house.projector.catch_up()
    call = house.issuance.counter.call
    calls = [call(clerk(), visit_id_of(each), f"S{n}") for n, each in enumerate(parties)]
    assert await at_once(*calls) == [None] * 20
    await house.projector.catch_up()
    rows = await house.log.pool.fetch("SELECT number FROM office.tickets ORDER BY number")
    assert [each["number"] for each in rows] == list(people)


async def test_two_pairs_close_the_envelope_and_one_does(house):
    await house.expect(1)
    await house.take_to(Stage.READY_TO_GO, 1)
    posting = house.issuance.posting
    numbers = ["12345678903", "98765432102", "11111111111", "22222222222"]
    closings = [house.closing(1, tracking_number=number) for number in _valid(numbers)]
    answers = await at_once(
        *(posting.seal(officer(), UUID(int=1), closing) for closing in closings)
    )
    assert answers.count(None) == 1
    assert {type(each) for each in answers if each is not None} == {WrongStageError}
    assert (await house.topics(1)).count("envelope-sealed") == 1
    assert await house.place(1) == POST_TRAY


def _valid(numbers):
    return [f"{number[:10]}{int(number[:10]) % 7}" for number in numbers]


async def test_the_same_pair_presses_twice_and_it_is_done_once(house):
    await house.expect(1)
    await house.take_to(Stage.READY_TO_GO, 1)
    assert await at_once(*(house.seal(1) for _ in range(5))) == [None] * 5
    assert (await house.topics(1)).count("envelope-sealed") == 1


async def test_two_envelopes_of_pins_for_one_case_and_one_is_kept(house):
    await house.expect(1)
    await house.take_to(Stage.IDENTITY_VERIFIED, 1)
    envelopes = [
        replace(envelope_of(1), envelope_id=uuid5(UUID(int=1), f"attempt {n}")) for n in range(5)
    ]
    answers = await at_once(
        *(
            house.issuance.counter.seal_pins(
                clerk(), house.seat(1), SealedPins(envelope=envelope, blob=BLOB)
            )
            for envelope in envelopes
        )
    )
    assert answers.count(None) == 1
    assert {type(each) for each in answers if each is not None} == {OtherEnvelopeError}
    kept = await house.log.pool.fetchval("SELECT envelope_id FROM office.sealed_pins")
    held = (await house.case(1)).envelope
    assert held is not None
    assert held.envelope_id == kept


async def test_the_holder_dies_while_the_envelope_is_being_closed(house):
    await house.expect(1)
    await house.take_to(Stage.READY_TO_GO, 1)
    answers = await at_once(house.seal(1), house.issuance.endings.died(officer(), UUID(int=1)))
    assert answers[1] is None
    assert answers[0] is None or isinstance(answers[0], WrongStageError)
    assert await house.stage(1) is Stage.VOID
    assert await house.place(1) == "void-cards"


async def test_it_is_delivered_or_it_came_back_never_both(house):
    await house.expect(1)
    await house.take_to(Stage.POSTED, 1)
    shipment, posting = await house.shipment_of(1), house.issuance.posting
    answers = await at_once(
        posting.confirm_delivery(officer(), UUID(int=1), shipment),
        posting.take_back(officer(), UUID(int=1), shipment, ReturnReason.REFUSED),
    )
    assert answers.count(None) == 1
    topics = await house.topics(1)
    assert ("delivered" in topics) != ("mail-returned" in topics)


async def test_the_address_changes_while_the_post_is_at_the_door(house):
    """The post waits for a correction that has begun, and then does not get the envelope."""
    await house.expect(1)
    await house.take_to(Stage.SEALED, 1)
    registry = house.issuance.work.registry
    async with house.log.transaction() as tx:
        await registry.correct(
            tx.connection, UUID(int=1), lambda person: replace(person, postcode="1340083")
        )
        posting = asyncio.create_task(house.post(1))
        await asyncio.sleep(0.1)
        assert not posting.done()
    with pytest.raises(AddressChangedError):
        await posting
    assert await house.stage(1) is Stage.SEALED


async def test_a_family_is_served_by_one_counter_while_others_try(house):
    await house.expect(1, 2)
    await house.take_to(Stage.CHECKED_IN, 1, 2)
    seats = [house.seat(number, station) for number in (1, 2) for station in ("S1", "S2")]
    answers = await at_once(
        *(house.issuance.counter.choose_pinless(clerk(), seat) for seat in seats)
    )
    by_station = dict(zip([seat.station for seat in seats], answers, strict=False))
    assert isinstance(by_station["S2"], CalledElsewhereError)
    assert isinstance(by_station["S1"], WrongStageError), "the identity comes first"
    assert (await house.visit()).stage is VisitStage.CALLED
