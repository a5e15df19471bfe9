"""The individual number's file and 照合番号A are not touched by anything the counter can do."""

import pkgutil
import re
from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest

from counter_station import cards
from counter_station.cards.document_secrets import MrzKey, PrintedNumber
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.my_number_card import MyNumberCard
from counter_station.cards.my_number_files import PIN_OF, CounterFile
from counter_station.cards.my_number_session import MyNumberSession, fate_of_try
from counter_station.cards.passport_session import PassportSession
from counter_station.cards.recognition import PROBES, recognise
from counter_station.cards.refusals import DoubtfulTryError
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secrets import CardPin, NumberB
from counter_station.readers.connection import CardError
from issuance.pins.references import PIN_FILES, TEXT_AID
from tests.counter_station.cards.on_reader import link_to
from tests.counter_station.virtual.made_up import SERIAL, fresh_card

PASSPORT = MrzKey.of(number="TK1234567", birth_on=date(1980, 2, 17), expires_on=date(2033, 3, 3))
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
    **{f"probe-{probe.aid.hex()}": probe.look for probe in PROBES},
    "as-licence": lambda link: LicenceSession().read(link, PIN),
    "as-residence-card": lambda link: ResidenceSession().read(link, PrintedNumber("AB12345678CD")),
    "as-passport": lambda link: PassportSession().read(link, PASSPORT),
}
"""Those of the other documents are tried on a My Number card too: it refuses them."""
SELECT_TEXT = f"00A4040C0A{TEXT_AID.hex().upper()}"
COMMAND = re.compile(r"00(A4020C02|B0|B2|20|24|2A)([0-9A-F]{4})")


def reached_in_text(trace):
    """The files selected, or named by a short id, while the text application was current."""
    inside = False
    for line in trace:
        if line.startswith("00A404"):
            inside = line.startswith(SELECT_TEXT)
        elif inside and (command := COMMAND.match(line)):
            yield _named(command[1], int(command[2], 16))


def _named(instruction, parameters):
    """The file that a command names, 0 for the current one. Source: ISO/IEC 7816-4."""
    p1, p2 = parameters >> 8, parameters & 0xFF
    match instruction:
        case "B0":
            return p1 & 0x1F if p1 & 0x80 else 0
        case "B2":
            return p2 >> 3
        case "20" | "24" | "2A":
            return p2 & 0x1F
        case _:
            return parameters


def test_every_operation_is_listed():
    public = {name for name in vars(MyNumberCard) if not name.startswith("_")}
    assert public <= set(OPERATIONS)
    assert {name for name in vars(MyNumberSession) if not name.startswith("_")} == {"read"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_neither_file_is_selected_nor_reached_by_a_short_id(operation):
    trace: list[str] = []
    with link_to(fresh_card(), trace) as link, suppress(CardError):
        OPERATIONS[operation](link)
    assert trace or operation.startswith("probe-")
    assert not {0x0001, 0x0014} & set(reached_in_text(trace))


@pytest.mark.parametrize(
    "commands",
    [
        ("00A4020C020001", "00A4020C020014"),
        ("00B0810004", "0020009400"),
        ("00B2010C00", "0020009405" + b"00000".hex()),
    ],
)
def test_the_check_finds_who_does_it(commands):
    trace: list[str] = []
    with link_to(fresh_card(), trace) as link:
        link.transmit(bytes.fromhex(SELECT_TEXT))
        for command in commands:
            link.transmit(bytes.fromhex(command))
    assert set(reached_in_text(trace)) == {0x0001, 0x0014}


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
