"""予約の受け取り: what comes of booking's batches, and which are refused whole."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.cases.refusals import StillAwaitedError
from issuance.cases.state import Stage
from issuance.intake.bookings import BookingIntake
from issuance.ledger.batches import FIRST, Batch, BatchRefusedError, Item, sign_batch
from issuance.ledger.exchange import Receiver
from issuance.visits.visit import VisitStage
from tests.issuance.application.house import NOW, VISIT_AT, WAITED, House, clerk, officer

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
    return BookingIntake(house.log, receiver, house.issuance.bookings, house.issuance.invitations)


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
    assert (held.starts_at, held.language) == (later, "ja")
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


class TestTheDay:
    """What residents say on their phones on the day of the visit."""

    @pytest.fixture
    async def booked(self, house, intake, site):
        items = [site.confirmed(house, 1), site.confirmed(house, 2, 2)]
        await intake.take_in(site.batch(*items))
        await house.projector.catch_up()

    def arrived(self, site, house, number, place=1, appointment_id=None):
        id_ = appointment_id or house.booked(number).appointment_id
        notice = house.notice_of(number)
        return site.item("appointment.arrived", notice, place, appointment_id=id_)

    def late(self, site, house, number, minutes, place=1):
        return site.item(
            "appointment.late-announced",
            house.notice_of(number),
            place,
            appointment_id=house.booked(number).appointment_id,
            minutes=minutes,
        )

    async def test_a_party_that_is_here_waits_to_be_called(self, house, intake, site, booked):
        both = [self.arrived(site, house, 1), self.arrived(site, house, 2, 2)]
        await intake.take_in(site.batch(*both))
        assert (await house.visit()).stage is VisitStage.WAITING
        assert [await house.stage(each) for each in (1, 2)] == [Stage.CHECKED_IN] * 2
        head = await house.log.head()
        await intake.take_in(site.batch(self.arrived(site, house, 1)))
        await house.issuance.counter.arrive(clerk(), house.visit_id)
        assert await house.log.head() == head

    async def test_who_is_here_before_any_table_knows_it_is_checked_in(self, house, intake, site):
        both = [site.confirmed(house, 1), self.arrived(site, house, 1, 2)]
        await intake.take_in(site.batch(*both))
        assert await house.stage(1) is Stage.CHECKED_IN

    async def test_the_phone_after_the_call_changes_nothing(self, house, intake, site, booked):
        await house.call(1)
        head = await house.log.head()
        await intake.take_in(site.batch(self.arrived(site, house, 1), self.late(site, house, 2, 5)))
        assert await house.log.head() == head

    async def test_what_is_said_of_another_appointment_stops_nothing(
        self, house, intake, site, booked
    ):
        head, other = await house.log.head(), UUID(int=77)
        await intake.take_in(site.batch(self.arrived(site, house, 1, appointment_id=other)))
        assert await house.log.head() == head

    async def test_who_comes_after_being_missed_is_not_checked_in(
        self, house, intake, site, booked
    ):
        await house.issuance.counter.miss(clerk(WAITED), house.visit_id)
        await intake.take_in(site.batch(self.arrived(site, house, 1)))
        assert await house.stage(1) is Stage.NOTIFIED

    async def test_a_missing_card_does_not_send_its_holder_home(self, house, intake, site, booked):
        await house.issuance.endings.report_missing(officer(), UUID(int=1))
        await intake.take_in(site.batch(self.arrived(site, house, 1)))
        assert (await house.visit()).stage is VisitStage.WAITING
        assert await house.stage(1) is Stage.BOOKED

    async def test_who_is_late_is_seen_and_waited_for(self, house, intake, site, booked):
        both = [self.late(site, house, each, 20, each) for each in (1, 2)]
        await intake.take_in(site.batch(*both))
        assert (await house.overview(1))["late_minutes"] == 20
        with pytest.raises(StillAwaitedError):
            await house.issuance.counter.miss(clerk(WAITED), house.visit_id)
        await house.issuance.counter.miss(clerk(WAITED + timedelta(minutes=20)), house.visit_id)
        assert (await house.overview(1))["late_minutes"] is None

    @pytest.mark.parametrize("minutes", [-1, 0, 241, "ten", None])
    async def test_nonsense_is_refused_whole(self, house, intake, site, booked, minutes):
        head = await house.log.head()
        with pytest.raises(BatchRefusedError):
            await intake.take_in(
                site.batch(self.arrived(site, house, 1), self.late(site, house, 2, minutes, 2))
            )
        assert await house.log.head() == head
