"""The virtual documents answer as cards.md says that real ones do."""

import pytest

from counter_station.readers.in_process import CardObject
from counter_station.virtual.documents import Document
from counter_station.virtual.keeping import keep, taken_out
from counter_station.virtual.kinds import KINDS, PersonFileError, Wanted
from counter_station.virtual.residence_data import Generation
from counter_station.virtual.trace import TracedCard
from tests.counter_station.virtual.made_up_documents import licence, passport, residence_card

MASTER = "00A40000"
FIRST_PIN, SECOND_PIN, COMMON = "00A4020C020001", "00A4020C020002", "00A4020C022F01"
LICENCE_FACE = "00A4040C10" + "A00000023101" + "00" * 10
PICTURES = "00A4040C10" + "D392F0004F02" + "00" * 10
TEXTS = "00A4040C10" + "D392F0004F03" + "00" * 10
PASSPORT = "00A4040C07A0000002471001"
VERIFY = "0020008004"
CHALLENGE = "0084000008"
both_generations = pytest.mark.parametrize("generation", list(Generation))


def say(card: CardObject, *commands: str) -> str:
    """Say all of *commands*; the last one's status word."""
    answers = [card.process(bytes.fromhex(command)) for command in commands]
    return answers[-1][-2:].hex().upper()


def pin(digits: str) -> str:
    return VERIFY + digits.encode().hex()


@pytest.mark.parametrize("asked", ["00200080", "0020008000", "00200081"])
def test_asking_a_licences_tries_costs_none(asked):
    card = licence(first_tries=2)
    for _ in range(4):
        assert say(card, MASTER, FIRST_PIN, asked) == "63C2"


def test_a_licence_counts_down_and_blocks():
    card = licence()
    said = [say(card, FIRST_PIN, pin("9999")) for _ in range(4)]
    assert said == ["63C2", "63C1", "63C0", "6984"]
    assert say(card, pin("1234")) == "6984"
    assert say(card, SECOND_PIN, "00200080") == "63C3"


def test_a_right_pin_fills_the_count_and_opens_the_face():
    card = licence(first_tries=1)
    assert say(card, LICENCE_FACE, "00B0810004") == "6982"
    assert say(card, MASTER, FIRST_PIN, pin("1234")) == "9000"
    assert say(card, "00200080") == "63C3"
    assert say(card, LICENCE_FACE, "00B0810004") == "9000"
    assert say(card, "00B0820004") == "6982"  # the domicile wants both
    card.reset()
    assert say(card, LICENCE_FACE, "00B0810004") == "6982"


@pytest.mark.parametrize(
    ("commands", "status"),
    [
        (["00200080"], "6986"),
        ([FIRST_PIN, "00B0000000"], "6981"),
        ([FIRST_PIN, "0020008003313233"], "6700"),
        ([COMMON, "00B0000000"], "9000"),
        ([COMMON, "00B0000020"], "6282"),
        ([COMMON, "00B0001100"], "6B00"),
        ([COMMON, "00B00000"], "6700"),
        (["00A4020C029999"], "6A82"),
        (["00A4040C05A000000001"], "6A82"),
        (["00CA006600"], "6D00"),
        (["80B0000000"], "6E00"),
        ([FIRST_PIN, "0024018004" + "31323334"], "6D00"),
    ],
)
def test_what_a_licence_refuses(commands, status):
    assert say(licence(), *commands) == status


def test_files_of_a_licence_have_their_fixed_lengths():
    card = licence()
    say(card, FIRST_PIN, pin("1234"), SECOND_PIN, pin("5678"), LICENCE_FACE)
    read = [card.process(bytes.fromhex(f"00B08{number}00000000")) for number in range(1, 8)]
    assert [len(answer) - 2 for answer in read] == [880, 82, 264, 640, 663, 256, 578]


@both_generations
def test_a_residence_card_opens_only_by_its_number(generation):
    card = residence_card(generation)
    assert say(card, "00B08A0000") == "9000"
    assert say(card, TEXTS, "00B0810000") == "6982"
    assert say(card, PICTURES, "00B0840000") in {"6982", "6A82"}
    assert say(card, PICTURES, "08B08300000004960200000000") in {"6985", "6A82"}
    assert say(card, CHALLENGE, "0082000028" + "00" * 40 + "00") == "6300"


@both_generations
def test_a_challenge_serves_the_next_command_only(generation):
    card = residence_card(generation)
    authenticate = "0082000028" + "00" * 40 + "00"
    assert say(card, authenticate) == "6985"
    assert say(card, CHALLENGE, "00B08A0000", authenticate) == "6985"
    assert say(card, CHALLENGE, authenticate, authenticate) == "6985"
    assert say(card, CHALLENGE, "00820000100000000000000000000000000000000000") == "6700"


@both_generations
def test_a_residence_card_names_what_is_wrong_with_secure_messaging(generation):
    card = residence_card(generation)
    assert say(card, "0CB0830000") == "6882"
    assert say(card, "08A4000000") == "6882"
    assert say(card, "0820008600") == "6987"
    assert say(card, "0820008603860299") == "6988"
    assert say(card, "0820008603860101") == "6988"
    assert say(card, "0820008603860199") == "6988"


def test_a_passport_opens_only_by_its_zone():
    card = passport()
    assert say(card, CHALLENGE, "0082000028" + "00" * 40 + "28") == "6985"
    assert say(card, PASSPORT, CHALLENGE, "0082000028" + "00" * 40 + "28") == "6300"
    assert say(card, "00B0810000") == "6982"
    assert say(card, "0CB0810000") == "6982"


def test_a_licences_tries_outlive_its_process(tmp_path):
    file = tmp_path / "licence.json"
    card = keep(file, licence())
    assert say(card, FIRST_PIN, pin("9999")) == "63C2"
    again = taken_out(file)
    assert say(again, FIRST_PIN, "00200080") == "63C2"
    assert say(again, pin("1234")) == "9000"


@pytest.mark.parametrize("kind", ["licence", "residence1", "residence2", "passport"])
def test_every_kind_can_be_kept_and_taken_out_again(kind, tmp_path):
    card = KINDS[kind](Wanted())
    assert isinstance(card, Document)
    kept = keep(tmp_path / "card.json", card)
    assert taken_out(tmp_path / "card.json").card.snapshot() == kept.card.snapshot()


def test_a_trace_shows_no_pin_and_no_cryptogram():
    lines: list[str] = []
    card = TracedCard(licence(), lines.append)
    say(card, FIRST_PIN, pin("1234"), "0082000028" + "AB" * 40, "0820008613860111" + "CD" * 16)
    assert lines[1:] == ["00200080 … → 9000", "00820000 … → 6D00", "08200086 … → 6E00"]


def test_a_document_is_made_from_a_persons_file():
    person = """{"name": "\u8a66\u9a13", "kana": "\u30b7\u30b1\u30f3", "birth_on": "1970-01-02",
        "address": "\u6771\u4eac\u90fd", "issued_on": "2024-01-02", "expires_on": "2029-02-02",
        "first_pin": "4711", "first_tries": 0, "changes":
        [{"what": "address", "on": "2025-01-01", "text": "\u5927\u962a\u5e9c"}]}"""
    card = KINDS["licence"](Wanted(person=person.encode()))
    assert say(card, FIRST_PIN, pin("4711")) == "6984"


@pytest.mark.parametrize(
    ("kind", "person"),
    [
        ("licence", b'{"name": 5}'),
        ("licence", b"\xff"),
        ("passport", b"{}"),
        ("residence1", b"[]"),
    ],
)
def test_a_persons_file_that_is_none_is_refused_in_one_line(kind, person):
    with pytest.raises(PersonFileError) as refused:
        KINDS[kind](Wanted(person=person))
    assert "\n" not in str(refused.value)


def test_what_fits_no_place_is_refused():
    text = b'{"number":"AB12345678CD","birth_on":"1991-07-03","expires_on":"2028-07-03",'
    text += b'"address_on":"2024-04-01","address":"%s"}' % (b"x" * 321)
    with pytest.raises(PersonFileError):
        KINDS["residence1"](Wanted(person=text))


def test_an_option_that_means_nothing_is_said():
    with pytest.raises(PersonFileError, match="--fresh means nothing for a passport"):
        KINDS["passport"](Wanted(fresh=True))
