"""予約の受け取り: what comes of booking's batches, and which are refused whole."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.cases.state import Stage
from issuance.intake.bookings import BookingIntake
from issuance.ledger.batches import FIRST, Batch, BatchRefusedError, Item, sign_batch
from issuance.ledger.exchange import Receiver
from tests.issuance.application.house import NOW, VISIT_AT, House, officer

KEY = Ed25519PrivateKey.from_private_bytes(b"b" * 32)


class BookingSite:
    """Speaks as the booking site does: signed batches in a chain."""

    def __init__(self) -> None:
        self.number, self.previous, self.upto = 0, FIRST, 0

    def batch(self, *items: Item, key: Ed25519PrivateKey = KEY) -> bytes:
        self.number, self.upto = self.number + 1, self.upto + len(items)
        batch = Batch(
            sender="booking",
            number=self.number,
            previous=self.previous,
            upto=self.upto,
            items=items,
        )
        data, self.previous = sign_batch(batch, key)
        return data

    def item(self, topic: str, notice_id: UUID, place: int = 1, **body: object) -> Item:
        return Item(
            position=self.upto + place,
            stream_id=notice_id,
            topic=topic,
            at=NOW,
            body=msgspec.Raw(msgspec.json.encode(body)),
        )

    def confirmed(self, house: House, number: int, place: int = 1) -> Item:
        booked = house.booked(number)
        return self.item(
            "appointment.confirmed",
            house.notice_of(number),
            place,
            appointment_id=booked.appointment_id,
            party_id=booked.party_id,
            party_size=1,
            reference=booked.reference,
            venue_id=booked.venue_id,
            starts_at=booked.starts_at,
            minutes=booked.minutes,
            language="ja",
            needs=["wheelchair"],
        )


@pytest.fixture
def site():
    return BookingSite()


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1, 2)
    await opened.take_to(Stage.NOTIFIED, 1, 2)
    return opened


@pytest.fixture
def intake(house):
    receiver = Receiver(KEY.public_key(), sender="booking")
    return BookingIntake(house.log, receiver, house.issuance.bookings)


async def test_a_party_that_booked_is_booked_here(house, intake, site):
    batch = site.batch(site.confirmed(house, 1, 1), site.confirmed(house, 2, 2))
    assert await intake.take_in(batch) == 2
    assert [await house.stage(each) for each in (1, 2)] == [Stage.BOOKED, Stage.BOOKED]
    assert await intake.last_number() == 1


async def test_moved_then_cancelled_in_one_batch(house, intake, site):
    booked = house.booked(1)
    notice = house.notice_of(1)
    later = VISIT_AT + timedelta(days=1)
    moved = site.item(
        "appointment.moved",
        notice,
        2,
        appointment_id=booked.appointment_id,
        party_id=booked.party_id,
        venue_id=booked.venue_id,
        starts_at=later,
        minutes=10,
    )
    await intake.take_in(site.batch(site.confirmed(house, 1), moved))
    held = (await house.case(1)).appointment
    assert held is not None
    assert held.starts_at == later
    cancelled = site.item(
        "appointment.cancelled",
        notice,
        appointment_id=booked.appointment_id,
        party_id=booked.party_id,
        reason="resident",
    )
    await intake.take_in(site.batch(cancelled))
    assert await house.stage(1) is Stage.NOTIFIED


async def test_a_booking_for_a_void_case_is_declined_not_lost(house, intake, site):
    await house.issuance.endings.moved_out(officer(), UUID(int=1))
    await intake.take_in(site.batch(site.confirmed(house, 1)))
    assert (await house.topics(1))[-1] == "appointment-declined"


async def test_a_batch_comes_once(house, intake, site):
    batch = site.batch(site.confirmed(house, 1))
    await intake.take_in(batch)
    with pytest.raises(BatchRefusedError, match="replayed"):
        await intake.take_in(batch)
    assert (await house.topics(1)).count("appointment-noted") == 1


@pytest.mark.parametrize("reason", ["unknown-topic", "unreadable", "unknown-notice"])
async def test_one_item_that_is_not_understood_refuses_the_whole_batch(house, intake, site, reason):
    wrong = {
        "unknown-topic": site.item("appointment.sold", house.notice_of(2), 2),
        "unreadable": site.item("appointment.moved", house.notice_of(2), 2, starts_at="soon"),
        "unknown-notice": site.item(
            "appointment.cancelled", UUID(int=9), 2, appointment_id=UUID(int=9), reason="x"
        ),
    }[reason]
    batch = site.batch(site.confirmed(house, 1), wrong)
    with pytest.raises(BatchRefusedError, match=reason):
        await intake.take_in(batch)
    assert await house.stage(1) is Stage.NOTIFIED
    assert await intake.last_number() == 0


async def test_a_batch_of_somebody_else_is_refused(house, intake, site):
    foreign = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    with pytest.raises(BatchRefusedError, match="signature"):
        await intake.take_in(site.batch(site.confirmed(house, 1), key=foreign))
    assert await house.stage(1) is Stage.NOTIFIED


async def test_mail_that_does_not_arrive_is_noted_until_it_does(house, intake, site):
    notice = house.notice_of(1)
    lost = site.item("letters.undeliverable", notice, 2)
    await intake.take_in(site.batch(site.confirmed(house, 1), lost))
    assert (await house.case(1)).unreached
    await intake.take_in(site.batch(site.item("letters.reachable", notice)))
    assert not (await house.case(1)).unreached
    assert (await house.topics(1))[-2:] == ["letters-undeliverable", "letters-reachable"]
