"""The individual number's file and 照合番号A are not touched by anything the counter can do."""

import pkgutil
import re
from importlib import import_module

import pytest

from counter_station import cards
from counter_station.cards.my_number_card import MyNumberCard
from counter_station.cards.my_number_files import PIN_OF, CounterFile
from counter_station.cards.my_number_session import MyNumberSession, fate_of_try
from counter_station.cards.recognition import PROBES, recognise
from counter_station.cards.refusals import DoubtfulTryError
from counter_station.cards.secrets import CardPin, NumberB
from issuance.pins.references import PIN_FILES, TEXT_AID
from tests.counter_station.cards.on_reader import link_to
from tests.counter_station.virtual.made_up import SERIAL, fresh_card

PIN, NUMBER_B = CardPin("0000"), NumberB("55021720352285")
DOUBT = DoubtfulTryError(3, SERIAL)
OPERATIONS = {
    "recognise": recognise,
    "read": lambda link: MyNumberCard(link).read(),
    "free_record": lambda link: MyNumberCard(link).free_record(),
    "refuse_phone": lambda link: MyNumberCard(link).refuse_phone(),
    "certificates": lambda link: MyNumberCard(link).certificates(),
    "authentication_certificate_expires_on": lambda link: MyNumberCard(
        link
    ).authentication_certificate_expires_on(),
    "attempts_remaining": lambda link: MyNumberCard(link).attempts_remaining(),
    "number_b_attempts": lambda link: MyNumberCard(link).number_b_attempts(),
    "card_objects": lambda link: MyNumberCard(link).card_objects(),
    "by-pin": lambda link: MyNumberSession().read(link, PIN),
    "by-number-b": lambda link: MyNumberSession().read(link, NUMBER_B),
    "fate_of_try": lambda link: fate_of_try(link, PIN, DOUBT),
    **{f"probe-{probe.aid.hex()}": probe.look for probe in PROBES[:1]},
}
SELECT_TEXT = f"00A4040C0A{TEXT_AID.hex().upper()}"
SELECT_FILE = re.compile(r"00A4020C02([0-9A-F]{4}) ")


def selected_in_text(trace):
    """The files selected while the text application was current."""
    inside = False
    for line in trace:
        if line.startswith("00A404"):
            inside = line.startswith(SELECT_TEXT)
        elif inside and (selected := SELECT_FILE.match(line)):
            yield selected[1]


def test_every_operation_is_listed():
    public = {name for name in vars(MyNumberCard) if not name.startswith("_")}
    assert public <= set(OPERATIONS)
    assert {name for name in vars(MyNumberSession) if not name.startswith("_")} == {"read"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_neither_file_is_selected_nor_reached_by_a_short_id(operation):
    trace: list[str] = []
    with link_to(fresh_card(), trace) as link:
        OPERATIONS[operation](link)
    assert trace
    assert not {"0001", "0014"} & set(selected_in_text(trace))
    for line in trace:
        if line.startswith(("00B0", "00B2")):
            assert int(line[4:6], 16) < 0x80 or line.startswith("00B2"), "no short file id"
        if line.startswith("0020"):
            assert line[6:8] == "80", "the selected reference only"


def test_the_check_finds_who_does_it():
    trace: list[str] = []
    with link_to(fresh_card(), trace) as link:
        link.transmit(bytes.fromhex(SELECT_TEXT))
        for file in ("0001", "0014"):
            link.transmit(bytes.fromhex(f"00A4020C02{file}"))
    assert set(selected_in_text(trace)) == {"0001", "0014"}


def test_what_can_be_selected_leaves_both_out():
    in_text = {file.file_id for file in CounterFile if file.aid == TEXT_AID}
    assert in_text == {b"\0\x02", b"\0\x03", b"\0\x04", b"\0\x11", b"\0\x15"}


def test_the_pins_are_those_the_office_writes():
    known = {(file.reference, file.aid, file.file_id) for file in PIN_FILES}
    assert known == {(each, file.aid, file.file_id) for each, file in PIN_OF.items()}


def test_no_module_of_the_package_selects_a_file_by_a_number_of_its_own():
    """Only the My Number modules reach the text application, and they go by CounterFile."""
    for module in pkgutil.iter_modules(cards.__path__):
        loaded = import_module(f"counter_station.cards.{module.name}")
        if module.name != "my_number_files":
            assert not hasattr(loaded, "TEXT_AID"), module.name
