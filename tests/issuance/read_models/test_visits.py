"""A party whose places lie in several slots is one visit, and comes at its earliest."""

from datetime import timedelta

from issuance.application.work import Order
from issuance.calendar import office_date
from issuance.cases.state import Stage
from issuance.read_models.overview import office_projector
from issuance.read_models.queries_visits import VisitQueries
from tests.issuance.application.house import VISIT_AT, House


async def test_a_family_over_two_slots_is_one_row_of_the_queue(issuance_log):
    house = House(issuance_log)
    await house.expect(1, 2, 3)
    await house.offer()
    await house.take_to(Stage.NOTIFIED, 1, 2, 3)
    async with issuance_log.transaction() as tx:
        for number, later in ((1, 10), (2, 0), (3, 10)):
            booked = house.booked(number, VISIT_AT + timedelta(minutes=later))
            order = Order(by="booking", at=VISIT_AT - timedelta(days=3))
            await house.issuance.bookings.note(tx, order, house.notice_of(number), booked)
    await office_projector(issuance_log).catch_up()
    visits = VisitQueries(issuance_log.pool)
    [visit] = await visits.on_day(office_date(VISIT_AT))
    assert visit.starts_at == VISIT_AT
    assert len(visit.cases) == 3
    assert await visits.one(visit.visit_id) == visit
