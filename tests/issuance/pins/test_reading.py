"""Reading an uncertain card: what each PIN answers to, and never a last try for it."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_station.readers.connection import CardRemovedError
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from issuance.pins.journal import FileJournal, Step
from issuance.pins.kinds import PinKind
from issuance.pins.reading import Stands, read_card
from issuance.pins.references import PIN_FILES, Reference
from issuance.pins.values import PinValues
from issuance.pins.writer import PinUncertainError
from tests.counter_station.virtual.made_up import SERIAL
from tests.issuance.pins.writing_desk import SET, TYPED, WritingDesk

FULL = {file.reference: file.full_tries for file in PIN_FILES}


@pytest.fixture
def desk(tmp_path) -> WritingDesk:
    return WritingDesk(tmp_path)


def read(desk: WritingDesk, *, with_values: bool = True):
    reader = InProcessReader()
    reader.insert(desk.card)
    journal = FileJournal(desk.journal_path, serial=SERIAL, envelope_id=UUID(int=2))
    with reader.open(reader.name) as link, PinValues.typed(TYPED) as values:
        known = values if with_values else None
        found = read_card(link, known, kinds=frozenset(PinKind), journal=journal)
    return {each: (one.stands, one.tries) for each, one in found.items()}


def test_a_card_that_is_whole_is_known_by_the_holder_s_own_pins(desk):
    desk.attempt()
    assert read(desk) == {each: (Stands.SET, FULL[each]) for each in Reference}
    assert desk.on_card() == SET


def test_without_the_sealed_pins_nothing_is_said_of_what_was_written(desk):
    with pytest.raises(CardRemovedError):
        desk.attempt(FaultyCard(desk.card, FaultAt(command=40, fault=Fault.REMOVED_AFTER)))
    stands = {each: found for each, (found, _) in read(desk, with_values=False).items()}
    assert set(stands.values()) == {Stands.UNKNOWN, Stands.UNTOUCHED}
    assert stands[Reference.COMMON] is Stands.UNKNOWN
    assert stands[Reference.SIGN] is Stands.UNTOUCHED


def test_an_untouched_card_says_so_with_full_tries(desk):
    for with_values in (True, False):
        found = read(desk, with_values=with_values)
        assert found == {each: (Stands.UNTOUCHED, FULL[each]) for each in Reference}


def test_a_card_set_by_hand_is_only_counted(desk):
    desk.attempt()
    reader = InProcessReader()
    reader.insert(desk.card)
    with reader.open(reader.name) as link:
        found = read_card(link, None, kinds=frozenset(PinKind), journal=desk.journal, by_hand=True)
    assert {each: (one.stands, one.tries) for each, one in found.items()} == {
        each: (Stands.UNKNOWN, FULL[each]) for each in Reference
    }


def test_a_card_whose_journal_was_lost_is_still_known(desk):
    desk.attempt()
    desk.journal.destroy()
    assert read(desk) == {each: (Stands.SET, FULL[each]) for each in Reference}


def test_a_pin_of_somebody_else_costs_no_last_try_however_often_it_is_read(desk):
    desk.journal.note(Reference.TEXT, Step.ABOUT_TO_CHANGE)
    desk.card.memory.pins["text.0011"].value = b"5555"
    for _ in range(4):
        assert read(desk)[Reference.TEXT] == (Stands.UNKNOWN, 1)


def test_what_was_given_up_and_is_found_set_is_set(desk):
    """The counter said no for another reason: the card answers now, and the writer can go on."""
    desk.attempt()
    desk.journal.note(Reference.AUTH, Step.UNCERTAIN)
    with pytest.raises(PinUncertainError):
        desk.attempt()
    assert read(desk)[Reference.AUTH] == (Stands.SET, 3)
    assert set(desk.attempt()) == set(Reference)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pulled=st.integers(1, 60),
    fault=st.sampled_from([Fault.REMOVED_BEFORE, Fault.REMOVED_AFTER]),
    with_values=st.booleans(),
)
def test_after_any_reading_the_writer_still_finishes_the_card(
    tmp_path_factory, pulled, fault, with_values
):
    desk = WritingDesk(tmp_path_factory.mktemp("desk"))
    try:
        desk.attempt(FaultyCard(desk.card, FaultAt(command=pulled, fault=fault)))
    except CardRemovedError:
        found = read(desk, with_values=with_values)
        if with_values:
            assert all(stands is not Stands.UNKNOWN for stands, _ in found.values())
    desk.attempt()
    assert desk.on_card() == SET
