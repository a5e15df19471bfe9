"""What is typed lives in bytes that are overwritten, and not for long."""

from datetime import timedelta
from uuid import uuid4

import pytest

from counter_station.screens.entry_desk import EntryDesk
from counter_station.screens.pin_entry import Moment, NotNowError, PinsDifferError
from issuance.pins.formats import PinFormatError
from issuance.pins.kinds import PinKind
from tests.counter_station.screens.station_inside import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    return EntryDesk(clock, timedelta(minutes=5))


@pytest.fixture
def entry(desk):
    desk.begin(
        visit_id=uuid4(), case_id=uuid4(), kinds=tuple(PinKind), born_on=None, by="staff:K01"
    )
    entry = desk.typing()
    entry.begin(one_for_all=True)
    return entry


def test_one_number_for_three_and_a_password(entry):
    entry.answer("8306", "8306", question=0)
    entry.answer("kaede8306x", "KAEDE8306X", question=1)
    assert entry.moment is Moment.COMPLETE
    with entry.take() as values:
        assert values.kinds == set(PinKind)
        assert values[PinKind.CARD_INFO_INPUT] == b"8306"
        assert values[PinKind.SIGNATURE] == b"KAEDE8306X"


def test_children_are_asked_for_four_digits_only(desk):
    kinds = (PinKind.RESIDENT_REGISTER, PinKind.CARD_INFO_INPUT)
    desk.begin(visit_id=uuid4(), case_id=uuid4(), kinds=kinds, born_on=None, by="staff:K01")
    entry = desk.typing()
    entry.begin(one_for_all=False)
    assert entry.asks == [(kinds[0],), (kinds[1],)]


def test_a_refusal_never_repeats_what_was_typed(entry):
    with pytest.raises(PinFormatError) as refused:
        entry.answer("73915064", "73915064", question=0)
    assert "7391" not in repr(refused.value) + str(refused.value)
    with pytest.raises(PinsDifferError) as different:
        entry.answer("7391", "5064", question=0)
    assert "7391" not in repr(different.value) + repr(entry)


def test_an_answer_to_another_question_is_not_taken(entry):
    with pytest.raises(NotNowError):
        entry.answer("8306", "8306", question=1)


def test_what_is_left_alone_is_wiped(desk, clock, entry):
    entry.answer("8306", "8306", question=0)
    held = entry._accepted[PinKind.AUTHENTICATION]
    clock.now += timedelta(minutes=6)
    assert desk.current().moment is Moment.RULES
    assert held == bytes(4)


def test_stopping_wipes_a_weak_one_that_waited_too(desk, entry):
    entry.answer("1234", "1234", question=0)
    held = entry._candidate
    desk.stop()
    assert held == bytes(4)
    assert desk.current() is None
    with pytest.raises(NotNowError):
        desk.typing()


def test_beginning_for_the_next_person_ends_the_one_before(desk, entry):
    entry.answer("8306", "8306", question=0)
    held = entry._accepted[PinKind.AUTHENTICATION]
    desk.begin(
        visit_id=uuid4(), case_id=uuid4(), kinds=tuple(PinKind), born_on=None, by="staff:K01"
    )
    assert held == bytes(4)
    assert desk.typing() is not entry
