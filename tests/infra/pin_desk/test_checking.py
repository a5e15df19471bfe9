"""A card in quarantine on the PIN desk's reader: found whole it goes on, else it stays."""

from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from issuance.cases.facts import Seen
from issuance.cases.state import Stage
from issuance.custody.places import QUARANTINE, SEALING_DESK
from tests.infra.pin_desk.cards import CASE, fresh_card, takes_the_new_pins
from tests.issuance.application.house import House, officer
from tests.support.facts import OFFICERS


async def put_apart(house: House) -> None:
    envelope = (await house.case(1)).begun_envelope
    assert envelope is not None
    await house.issuance.pin_desk.record_uncertain(officer(), CASE, envelope)


async def test_read_while_whole_it_goes_on_and_the_sealed_pins_go(house, desk, reader, monkeypatch):
    card = fresh_card()
    with monkeypatch.context() as cut:
        cut.setattr(desk._office, "report", lambda *_: None)
        reader.insert(card)
        desk.serve()
    await put_apart(house)
    assert await house.place(1) == QUARANTINE
    await house.issuance.quarantine.begin_check(officer(), CASE, OFFICERS)
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert await house.place(1) == SEALING_DESK
    assert await house.sealed_pins() == 0
    assert takes_the_new_pins(reader, card)


async def test_read_half_written_it_is_set_again_by_two(house, desk, reader):
    card = fresh_card()
    reader.insert(FaultyCard(card, FaultAt(command=30, fault=Fault.REMOVED_AFTER)))
    desk.serve()
    await put_apart(house)
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.UNCERTAIN, "nobody asked for it"
    await house.issuance.quarantine.begin_check(officer(), CASE, OFFICERS)
    desk.serve()
    state = await house.case(1)
    assert state.stage is Stage.UNCERTAIN
    assert state.checked is not None
    assert set(state.checked.seen) == {Seen.SET, Seen.UNTOUCHED}
    assert await house.sealed_pins() == 1
    await house.issuance.pin_desk.begin(officer(), CASE, OFFICERS)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert takes_the_new_pins(reader, card)
