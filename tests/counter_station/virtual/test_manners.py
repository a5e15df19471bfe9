"""Cards and readers with manners of their own are read all the same; faults are told apart."""

from contextlib import suppress

import pytest

from counter_station.cards.my_number_card import MyNumberCard
from counter_station.cards.my_number_session import MyNumberSession
from counter_station.cards.protocol import CardRefusedError
from counter_station.cards.reading import Signature
from counter_station.cards.recognition import recognise
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import CardError
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.manners import AnswersInParts, ShortLengthsOnly, TakesItsTime
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.trace import masked
from tests.counter_station.cards.on_reader import link_to
from tests.counter_station.virtual.made_up import HOLDER, SERIAL, card_data, fresh_card


@pytest.mark.parametrize("manner", [ShortLengthsOnly, AnswersInParts])
def test_everything_is_read(manner):
    with link_to(manner(fresh_card())) as link:
        assert MyNumberCard(link).read().record.serial == SERIAL
        reading = MyNumberSession().read(link, CardPin("0000"))
    assert reading.attributes.name == HOLDER.name


def test_a_whole_reading_is_short_of_two_seconds_where_a_command_takes_30_ms():
    waited: list[float] = []
    card = TakesItsTime(fresh_card(), seconds=0.03, pause=waited.append)
    with link_to(card) as link:
        recognise(link)
        MyNumberSession().read(link, CardPin("0000"))
    assert sum(waited) < 2.0


def test_an_answer_in_parts_is_fetched():
    card = AnswersInParts(fresh_card())
    with link_to(card) as link:
        link.transmit(bytes.fromhex("00A4040C0AD3921000310001010408"))
        link.transmit(bytes.fromhex("00A4020C020013"))
        signature, status = link.transmit(bytes.fromhex("802A00000161") + b"\0")
    assert (len(signature), status) == (256, 0x9000)


def test_a_reader_without_extended_lengths_refuses_them():
    card = ShortLengthsOnly(fresh_card())
    assert card.process(bytes.fromhex("00B00000000000")) == b"\x67\x00"


@pytest.mark.parametrize("command", range(1, 17))
def test_a_flipped_bit_is_never_taken_for_the_truth(command):
    card = FaultyCard(fresh_card(), FaultAt(command=command, fault=Fault.FLIPPED))
    with suppress(CardError), link_to(card) as link:
        reading = MyNumberSession().read(link, CardPin("0000"))
        assert reading.signature is Signature.FAILED or reading.attributes.name == HOLDER.name


def test_a_forced_status_is_a_named_refusal():
    card = FaultyCard(fresh_card(), FaultAt(command=1, fault=Fault.STATUS, status=0x6F00))
    with link_to(card) as link, pytest.raises(CardRefusedError, match="6F00"):
        MyNumberCard(link).attempts_remaining()


def test_a_childs_card_made_from_the_file_has_no_password():
    card = VirtualMyNumberCard.fresh(card_data(signature=False))
    assert "jpki.001B" not in card.memory.pins


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("00A4020C020018", "00A4020C020018"),
        ("0020008004" + b"1234".hex(), "00200080 …"),
        ("0024018004" + b"1234".hex(), "00240180 …"),
        ("8032008004" + b"1234".hex(), "80320080 …"),
        ("0CB0000004", "0CB00000 …"),
        ("00200080", "00200080"),
    ],
)
def test_a_trace_shows_no_secret(command, shown):
    assert masked(bytes.fromhex(command)) == shown
