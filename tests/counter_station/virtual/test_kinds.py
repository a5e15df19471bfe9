"""A My Number card made from what a person wrote."""

import json
import re
from pathlib import Path

import pytest

from counter_station.virtual.kinds import PersonFileError, Wanted, make_my_number_card
from counter_station.virtual.memory import TRANSPORT_FOUR_DIGITS

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture
def example():
    """The person file that the README shows."""
    found = re.search(r'\n    (\{"serial".*?\}\})\n', README.read_text(), re.DOTALL)
    assert found is not None
    return found[1]


def tries(card):
    return {name: pin.tries for name, pin in card.memory.pins.items()}


def test_the_example_of_the_readme_becomes_a_card(example):
    card = make_my_number_card(Wanted(person=example.encode()))
    assert card.memory.data.number_b == b"60040820350123"
    assert card.memory.pins["text.0011"].value == b"3456"
    assert card.memory.pins["jpki.0018"].value == TRANSPORT_FOUR_DIGITS
    assert tries(card)["jpki.001B"] == 0
    assert tries(card)["jpki.0018"] == 3


def test_a_fresh_one_has_transport_pins_only(example):
    card = make_my_number_card(Wanted(person=example.encode(), fresh=True))
    assert card.memory.pins["text.0011"].value == TRANSPORT_FOUR_DIGITS
    assert tries(card)["jpki.001B"] == 5


def test_a_childs_has_no_signing_certificate():
    assert "jpki.001B" not in make_my_number_card(Wanted(under15=True)).memory.pins


def test_a_lenient_one_keeps_a_pin_over_the_same_selection():
    select, pin = "00A4040C0AD392F000260100000001", "00A4020C020018"
    right, change = "0020008004" + b"1234".hex(), "0024018004" + b"4711".hex()
    for lenient, status in ((True, b"\x90\x00"), (False, b"\x69\x82")):
        card = make_my_number_card(Wanted(lenient=lenient))
        said = [
            card.process(bytes.fromhex(each)) for each in (select, pin, right, select, pin, change)
        ]
        assert said[-1] == status


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_on": "2035-13-08"},
        {"pins": {"nickname": "3456"}},
        {"serial": 900000000000033},
        {"holder": {"name": "見本"}},
    ],
)
def test_a_wrong_file_is_refused_in_one_line_without_its_values(example, wrong):
    with pytest.raises(PersonFileError) as refused:
        make_my_number_card(Wanted(person=json.dumps({**json.loads(example), **wrong}).encode()))
    said = str(refused.value)
    assert said.startswith("person file: ")
    assert "\n" not in said
    assert not any(value in said for value in ("3456", "見本", "0123", "900000000000033"))
