"""The four attributes off a My Number card, with a secret that its holder gives."""

from datetime import date

import pytest

from counter_station.cards.attribute_signature import TrustedKey
from counter_station.cards.my_number_session import MyNumberSession
from counter_station.cards.reading import Attributes, ChipKind, SecretUsed, Sex, Signature
from counter_station.cards.refusals import BlockedError, LastTryError, WrongSecretError
from counter_station.cards.secrets import CardPin, LastTryAgreed, NumberB
from counter_station.virtual.certificates import public_numbers
from tests.counter_station.cards.on_reader import TEXT_AID, link_to, spend, tries
from tests.counter_station.virtual.made_up import EXPIRES_ON, HOLDER, fresh_card

RIGHT, WRONG = CardPin("0000"), CardPin("9999")
NUMBER_B = NumberB("55021720352285")
BOTH = LastTryAgreed(holder=True, clerk=True)


@pytest.fixture
def card():
    return fresh_card()


def read(card, secret, *, trusted=(), last_try=None, trace=None):
    with link_to(card, trace) as link:
        return MyNumberSession(trusted).read(link, secret, last_try=last_try)


@pytest.mark.parametrize(
    ("secret", "used"), [(RIGHT, SecretUsed.PIN), (NUMBER_B, SecretUsed.PRINTED_NUMBER)]
)
def test_reads_the_same_by_pin_and_by_the_printed_number(card, secret, used):
    reading = read(card, secret)
    assert (reading.kind, reading.secret) == (ChipKind.MY_NUMBER, used)
    assert reading.attributes == Attributes(
        name=HOLDER.name,
        address=HOLDER.address,
        birth_on=date(1980, 2, 17),
        sex=Sex.FEMALE,
        expires_on=EXPIRES_ON,
    )


def test_a_signature_counts_as_verified_only_by_a_key_that_is_trusted(card):
    assert read(card, RIGHT).signature is Signature.NOT_VERIFIED
    exponent, modulus = public_numbers(card.memory.key("text-ca"))
    trusted = TrustedKey(
        modulus=int.from_bytes(modulus, "big"), exponent=int.from_bytes(exponent, "big")
    )
    assert read(card, RIGHT, trusted=[trusted]).signature is Signature.VERIFIED
    other = TrustedKey(modulus=trusted.modulus + 2, exponent=trusted.exponent)
    assert read(card, RIGHT, trusted=[other]).signature is Signature.NOT_VERIFIED


class Forged:
    """Answers as the card, but for one character of the name."""

    def __init__(self, card):
        self._card = card
        self.atr, self.power_on, self.reset = card.atr, card.power_on, card.reset

    def process(self, command, /):
        return self._card.process(command).replace("試験".encode(), "偽造".encode())


def test_attributes_that_were_changed_fail(card):
    assert read(Forged(card), RIGHT).signature is Signature.FAILED


def test_nothing_that_is_printed_shows_what_was_read(card):
    reading = read(card, RIGHT)
    shown = f"{reading} {reading.attributes} {RIGHT!r} {[NUMBER_B]}"
    for value in (HOLDER.name, HOLDER.address, "1980", "FEMALE", "0000", "5502"):
        assert value not in shown


def test_a_wrong_pin_costs_one_try_and_says_how_many_are_left(card):
    with pytest.raises(WrongSecretError) as refused:
        read(card, WRONG)
    assert refused.value.tries_left == 2
    assert tries(card, "text.0011") == 2


@pytest.mark.parametrize(
    "word",
    [None, LastTryAgreed(holder=True, clerk=False), LastTryAgreed(holder=False, clerk=True)],
)
def test_the_last_try_is_not_used_on_one_persons_word(card, word):
    spend(card, "text.0011", until=1)
    with pytest.raises(LastTryError):
        read(card, RIGHT, last_try=word)
    assert tries(card, "text.0011") == 1


def test_the_last_try_is_used_on_two_peoples_word(card):
    spend(card, "text.0011", until=1)
    with pytest.raises(BlockedError):
        read(card, WRONG, last_try=BOTH)
    spend(card, "text.0011", until=1)
    assert read(card, RIGHT, last_try=BOTH).attributes.name == HOLDER.name
    assert tries(card, "text.0011") == 3


def test_a_blocked_secret_is_not_sent(card):
    spend(card, "text.0015", until=0)
    trace: list[str] = []
    with pytest.raises(BlockedError):
        read(card, NUMBER_B, trace=trace, last_try=BOTH)
    assert trace[-1] == "00200080 → 63C0"


def test_the_application_is_selected_once_and_the_secret_sent_once(card):
    trace: list[str] = []
    read(card, RIGHT, trace=trace)
    assert sum(TEXT_AID in line for line in trace) == 1
    assert [line for line in trace if line.startswith("0020")] == [
        "00200080 → 63C3",
        "00200080 … → 9000",
    ]
