"""引受番号の再使用: number and day are the key."""

from datetime import date
from uuid import UUID

from issuance.calendar import WardClocks
from issuance.shipments.numbers import (
    NumberTaken,
    NumberTakenError,
    TrackingNumber,
    evolve,
    take_number,
)
from tests.support.given import Specification

number: Specification[TrackingNumber, NumberTaken] = Specification(TrackingNumber(), evolve)
CLOCKS = WardClocks()


def taken(case=1, shipment=1, on=date(2026, 11, 2)):
    return NumberTaken(case_id=UUID(int=case), shipment_id=UUID(int=shipment), taken_on=on)


def test_a_new_number_is_given():
    number.given().when(take_number, taken(), CLOCKS).then(taken())


def test_the_same_envelope_keeps_it():
    number.given(taken()).when(take_number, taken(), CLOCKS).then_nothing()


def test_another_envelope_of_these_weeks_does_not_get_it():
    for on in (date(2026, 11, 2), date(2027, 1, 31)):
        asked = number.given(taken()).when(take_number, taken(2, 2, on), CLOCKS)
        asked.then_refused(NumberTakenError)


def test_later_the_post_uses_it_again():
    again = taken(2, 2, date(2027, 2, 1))
    number.given(taken()).when(take_number, again, CLOCKS).then(again)


def test_an_envelope_that_was_opened_may_keep_its_label():
    again = taken(1, 2, date(2026, 11, 4))
    number.given(taken()).when(take_number, again, CLOCKS).then(again)
