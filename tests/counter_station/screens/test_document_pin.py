"""書類の暗証番号: asked on the resident's screen, handed over once, wiped."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from counter_station.screens.document_pin import DocumentPin, DocumentPinNotGivenError, NotGiven
from counter_station.screens.entry_desk import EntryDesk
from issuance.pins.formats import PinFormatError
from issuance.pins.kinds import PinKind
from tests.counter_station.screens.station_inside import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    return EntryDesk(clock, timedelta(minutes=5))


async def asked(desk, kind=DocumentPin.LICENCE_1, tries_left=3):
    """A reader task that waits, and the question it has opened."""
    task = asyncio.create_task(desk.ask_document_pin(kind, tries_left))
    await asyncio.sleep(0)
    return task, desk.document()


async def test_is_handed_to_the_waiting_task_once_and_then_wiped(desk):
    task, question = await asked(desk)
    typed = bytearray(b"8306")
    question.take(typed)
    with await task as secret:
        assert secret.value == b"8306"
        assert "8306" not in repr(secret) + repr(question)
        held = secret.value
    assert held == b""
    assert typed is held
    assert desk.document() is None


async def test_what_cannot_be_a_pin_costs_no_try_and_is_asked_again(desk):
    task, question = await asked(desk)
    typed = bytearray(b"830X")
    with pytest.raises(PinFormatError):
        question.take(typed)
    assert typed == bytes(4)
    assert desk.document() is question
    task.cancel()


@pytest.mark.parametrize("why", [NotGiven.BY_RESIDENT, NotGiven.BY_CLERK])
async def test_can_be_given_up(desk, why):
    task, _ = await asked(desk)
    desk.give_up_document(why)
    with pytest.raises(DocumentPinNotGivenError) as refused:
        await task
    assert refused.value.why is why
    assert desk.document() is None


async def test_times_out(desk, clock):
    task, _ = await asked(desk)
    clock.now += timedelta(minutes=6)
    assert desk.document() is None
    with pytest.raises(DocumentPinNotGivenError) as refused:
        await task
    assert refused.value.why is NotGiven.TIME_OVER


async def test_waits_for_no_one_while_new_pins_are_typed(desk):
    desk.begin(
        visit_id=uuid4(), case_id=uuid4(), kinds=tuple(PinKind), born_on=None, by="staff:K01"
    )
    with pytest.raises(DocumentPinNotGivenError):
        await desk.ask_document_pin(DocumentPin.MY_NUMBER, None)


async def test_a_task_broken_off_after_the_answer_leaves_nothing(desk):
    task, question = await asked(desk)
    typed = bytearray(b"8306")
    question.take(typed)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert typed == b""


async def test_an_answer_that_comes_twice_is_taken_once(desk):
    task, question = await asked(desk)
    question.take(bytearray(b"8306"))
    late = bytearray(b"4915")
    question.take(late)
    assert late == bytes(4)
    assert (await task).value == b"8306"
