"""What the counter reads from a residence card by its printed number, both generations."""

import os

import pytest

from counter_station.cards.document_secrets import PrintedNumber
from counter_station.cards.protocol import CardLockedError
from counter_station.cards.reading import ChipKind, SecretUsed, Sex, Signature
from counter_station.cards.refusals import SecretFormatError, WrongSecretError
from counter_station.cards.residence_chip import ResidenceChip, ResidenceFolder
from counter_station.cards.residence_session import ResidenceSession
from counter_station.virtual.documents import RESIDENCE_1, RESIDENCE_2
from counter_station.virtual.residence_card import VirtualResidenceCard
from counter_station.virtual.residence_data import Generation
from counter_station.virtual.residence_signing import authority_certificate
from tests.counter_station.cards.worked_examples import (
    PRINTED_NUMBER,
    RESIDENCE_1_VERIFY,
    RESIDENCE_2_VERIFY,
)
from tests.counter_station.cards.worked_examples import RESIDENCE_1 as EXAMPLE_1
from tests.counter_station.cards.worked_examples import RESIDENCE_2 as EXAMPLE_2
from tests.counter_station.virtual.made_up_documents import (
    Recorded,
    on_a_reader,
    residence_card,
    residence_memory,
    scripted,
)

FIRST, SECOND = Generation.FIRST, Generation.SECOND
NUMBER = PrintedNumber(RESIDENCE_1.number)
both_generations = pytest.mark.parametrize("generation", list(Generation))
EXAMPLES = [(FIRST, EXAMPLE_1, RESIDENCE_1_VERIFY), (SECOND, EXAMPLE_2, RESIDENCE_2_VERIFY)]


def read(card, number=NUMBER, trusted=()):
    with on_a_reader(card) as link:
        return ResidenceSession(trusted).read(link, number)


@pytest.mark.parametrize(("generation", "example", "verify"), EXAMPLES)
def test_plays_the_official_example_byte_by_byte(generation, example, verify):
    card_random = scripted(example.challenge, example.card_key)
    memory = residence_memory(generation, number=PRINTED_NUMBER)
    recorded = Recorded(VirtualResidenceCard(memory, random=card_random))
    session = ResidenceSession(random=scripted(example.own_random, example.own_key))
    with on_a_reader(recorded) as link:
        session.read(link, PrintedNumber(PRINTED_NUMBER))
    said = recorded.exchanges[1:4]
    assert said == [
        (bytes.fromhex("0084000008"), example.challenge + b"\x90\x00"),
        (bytes.fromhex("0082000028") + example.sent + b"\0", example.answered + b"\x90\x00"),
        (verify, b"\x90\x00"),
    ]


def test_the_first_generation_tells_the_address_only():
    reading = read(residence_card(FIRST))
    assert (reading.kind, reading.secret) == (ChipKind.RESIDENCE_1, SecretUsed.PRINTED_NUMBER)
    said = reading.attributes
    assert said.address == RESIDENCE_1.address
    assert (said.name, said.birth_on, said.sex, said.expires_on) == (None, None, None, None)


def test_the_second_generation_tells_birth_sex_and_expiry():
    reading = read(residence_card(SECOND))
    assert reading.kind is ChipKind.RESIDENCE_2
    said = reading.attributes
    assert (said.birth_on, said.sex) == (RESIDENCE_1.birth_on, Sex.MALE)
    assert (said.expires_on, said.name, said.address) == (RESIDENCE_1.expires_on, None, None)


@pytest.mark.parametrize("generation", list(Generation))
@pytest.mark.parametrize("special_permanent", [False, True])
def test_the_signature_fits_and_a_configured_authority_verifies_it(generation, special_permanent):
    memory = residence_memory(generation, special_permanent=special_permanent)
    card = VirtualResidenceCard(memory)
    assert read(card).signature is Signature.NOT_VERIFIED
    assert read(card, trusted=[authority_certificate(memory)]).signature is Signature.VERIFIED


@pytest.mark.parametrize("generation", list(Generation))
def test_another_authority_verifies_nothing(generation):
    other = residence_memory(generation)
    other.keys = {}
    card = residence_card(generation)
    assert read(card, trusted=[authority_certificate(other)]).signature is Signature.NOT_VERIFIED


@pytest.mark.parametrize("generation", list(Generation))
def test_a_childs_card_has_no_signature(generation):
    reading = read(residence_card(generation, under_16=True))
    assert reading.signature is Signature.ABSENT
    assert reading.attributes.address or reading.attributes.birth_on


@pytest.mark.parametrize("generation", list(Generation))
def test_another_number_is_refused_and_not_counted(generation):
    card = residence_card(generation)
    for _ in range(20):
        with pytest.raises(WrongSecretError) as wrong:
            read(card, PrintedNumber("ZZ00000000ZZ"))
        assert wrong.value.tries_left is None
    assert read(card).secret is SecretUsed.PRINTED_NUMBER


@pytest.mark.parametrize("typed", ["ab12345678cd", " ＡＢ１２３４５６７８ＣＤ ", "AB 1234 5678 CD"])
def test_a_number_is_understood_however_it_was_typed(typed):
    assert PrintedNumber(typed).reveal() == RESIDENCE_1.number


@pytest.mark.parametrize(
    "typed", ["", "AB1234567CD", "AB123456789CD", "1212345678CD", "在留カード"]
)
def test_what_cannot_be_a_number_is_not_sent(typed):
    with pytest.raises(SecretFormatError):
        PrintedNumber(typed)


@both_generations
def test_permissions_and_a_pending_renewal_are_text_that_the_number_opens(generation):
    card = residence_card(generation, permitted_work="許可：週28時間以内", renewal_pending=True)
    with on_a_reader(card) as link:
        chip = ResidenceChip(link, os.urandom)
        chip.open(NUMBER)
        if generation is FIRST:
            work = chip.text(ResidenceFolder.TEXTS, 0x02)[0xD5].rstrip(b"\0").decode()
            pending = chip.text(ResidenceFolder.TEXTS, 0x04)[0xD7]
        else:
            work = chip.text(ResidenceFolder.TEXTS, 0x01)[0xD5].decode()
            pending = chip.text(ResidenceFolder.TEXTS, 0x02)[0xD8]
    assert (work, pending) == ("許可：週28時間以内" if generation is FIRST else "1", b"1")


def test_the_second_generation_also_tells_number_nationality_status_and_period():
    with on_a_reader(residence_card(SECOND)) as link:
        chip = ResidenceChip(link, os.urandom)
        chip.open(NUMBER)
        assert chip.secret_file(0x01) == {0xC2: RESIDENCE_2.number.encode()}
        said = chip.secret_file(0x03)
    told = [said[tag].decode() for tag in (0xC8, 0xC9, 0xCE)]
    assert told == [RESIDENCE_2.nationality, RESIDENCE_2.status, RESIDENCE_2.period]


@both_generations
def test_without_the_number_nothing_of_a_person_is_read(generation):
    with on_a_reader(residence_card(generation)) as link:
        chip = ResidenceChip(link, os.urandom)
        with pytest.raises(CardLockedError):
            chip.text(ResidenceFolder.TEXTS, 0x01)
