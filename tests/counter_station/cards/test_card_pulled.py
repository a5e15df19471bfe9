"""The card pulled at each command of each read, before and after it was executed.

Each ends in a named refusal, and no try is gone but by the card's own count of a wrong entry.
"""

from collections.abc import Callable

import pytest

from counter_station.cards.my_number_card import MyNumberCard
from counter_station.cards.my_number_session import MyNumberSession, fate_of_try
from counter_station.cards.recognition import recognise
from counter_station.cards.refusals import DoubtfulTryError, OtherDocumentError
from counter_station.cards.secret_try import TryFate
from counter_station.cards.secrets import CardPin, NumberB
from counter_station.readers.connection import CardLink, CardRemovedError, CardTimeoutError
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from tests.counter_station.cards.on_reader import link_to, spend, tries
from tests.counter_station.virtual.made_up import fresh_card

RIGHT, WRONG, NUMBER_B = CardPin("0000"), CardPin("9999"), NumberB("55021720352285")
PULLED = (Fault.REMOVED_BEFORE, Fault.REMOVED_AFTER, Fault.SILENT)
READS: dict[str, Callable[[CardLink], object]] = {
    "recognise": recognise,
    "certificate": lambda link: MyNumberCard(link).authentication_certificate_expires_on(),
    "objects": lambda link: MyNumberCard(link).card_objects(),
    "by-pin": lambda link: MyNumberSession().read(link, RIGHT),
    "by-number-b": lambda link: MyNumberSession().read(link, NUMBER_B),
}


def commands_of(read):
    trace: list[str] = []
    with link_to(fresh_card(), trace) as link:
        read(link)
    return trace


CASES = [
    (name, number, line.startswith("00200080 …"))
    for name, read in READS.items()
    for number, line in enumerate(commands_of(read), start=1)
]


@pytest.mark.parametrize("fault", PULLED)
def test_ends_in_a_named_refusal_with_all_tries(fault):
    for name, command, compares in CASES:
        card = fresh_card()
        before = {reference: pin.tries for reference, pin in card.memory.pins.items()}
        faulty = FaultyCard(card, FaultAt(command=command, fault=fault))
        expected = DoubtfulTryError if compares else (CardRemovedError, CardTimeoutError)
        with link_to(faulty) as link, pytest.raises(expected):
            READS[name](link)
        assert faulty.commands == command, "nothing is sent after the link ended"
        assert {each: pin.tries for each, pin in card.memory.pins.items()} == before


def doubt_about(card, secret, fault):
    command = next(number for name, number, compares in CASES if name == "by-pin" and compares)
    with (
        link_to(FaultyCard(card, FaultAt(command=command, fault=fault))) as link,
        pytest.raises(DoubtfulTryError) as doubtful,
    ):
        MyNumberSession().read(link, secret)
    return doubtful.value


@pytest.mark.parametrize(
    ("fault", "secret", "became", "left"),
    [
        (Fault.REMOVED_BEFORE, WRONG, TryFate.NOT_SPENT, 2),
        (Fault.REMOVED_AFTER, WRONG, TryFate.SPENT, 1),
        (Fault.REMOVED_AFTER, RIGHT, TryFate.NOT_SPENT, 3),
    ],
)
def test_the_card_itself_says_whether_a_doubtful_try_was_spent(fault, secret, became, left):
    card = fresh_card()
    spend(card, "text.0011", until=2)
    doubt = doubt_about(card, secret, fault)
    trace: list[str] = []
    with link_to(card, trace) as link:
        assert fate_of_try(link, secret, doubt) is became
    assert tries(card, "text.0011") == left
    assert not [line for line in trace if "…" in line], "nothing secret is sent again"


def test_another_card_is_not_asked_about_the_doubt():
    doubt = doubt_about(fresh_card(), WRONG, Fault.REMOVED_AFTER)
    other = fresh_card()
    other.memory.data = other.memory.data.__class__.from_json(
        {**other.memory.data.to_json(), "serial": "900000000000041"}
    )
    with link_to(other) as link, pytest.raises(OtherDocumentError):
        fate_of_try(link, WRONG, doubt)
