"""The PIN desk: real office over HTTP, real sealed PINs, a virtual card on its reader."""

from datetime import date

import pytest

from counter_station.virtual.keeping import KeptCard
from issuance.cases.state import Stage
from issuance.custody.places import PIN_DESK, QUARANTINE
from issuance.pins.card import WritableCard
from issuance.pins.kinds import PinKind
from issuance.pins.references import pin_files_for
from tests.infra.pin_desk.cards import card_data, takes_the_new_pins


async def test_a_card_laid_on_the_reader_gets_its_pins(house, desk, reader, card, tmp_path):
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert takes_the_new_pins(reader, card)
    assert await house.sealed_pins() == 0
    assert list((tmp_path / "journals").iterdir()) == []


async def test_a_card_that_takes_neither_pin_is_kept_apart_and_nothing_is_lost(
    house, desk, reader, card
):
    reader.insert(card)
    with reader.open(reader.name) as link:
        file = pin_files_for(frozenset({PinKind.AUTHENTICATION}))[0]
        writable = WritableCard(link)
        assert writable.accepts(file, b"0000")
        writable.change(file, bytearray(b"1111"))
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.UNCERTAIN
    assert await house.place(1) == QUARANTINE
    assert await house.sealed_pins() == 1


async def test_another_card_is_left_as_it_is(house, desk, reader, tmp_path):
    reader.insert(KeptCard.create(tmp_path / "other.json", card_data(9)))
    desk.serve()
    assert await house.stage(1) is Stage.SETTING
    assert not takes_the_new_pins(reader, KeptCard.open(tmp_path / "other.json"))


class NeverAsked:
    """A holder whose keys nobody may touch yet."""

    def held(self):
        raise AssertionError("unsealed before the card was known to be the right one")


@pytest.mark.parametrize("other", [{"municipality": "13122"}, {"expires_on": date(2030, 1, 1)}])
async def test_nothing_is_unsealed_before_the_card_s_free_record_fits(
    house, desk, reader, tmp_path, other
):
    """Serial, municipality and last day; a card that does not fit is a person's business."""
    assert await house.place(1) == PIN_DESK
    desk._keys = NeverAsked()
    reader.insert(KeptCard.create(tmp_path / "other.json", card_data(**other)))
    desk.serve()
    assert await house.stage(1) is Stage.UNCERTAIN
    assert await house.sealed_pins() == 1
