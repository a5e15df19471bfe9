"""The virtual My Number card answers as cards.md §2 and §3 say a card does."""

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from counter_station.virtual.certificates import ISSUER
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from tests.counter_station.virtual.made_up import HOLDER, SERIAL, card_data, fresh_card

COMMON = "00A4040C0AD3921000310001010100"
TEXT = "00A4040C0AD3921000310001010408"
JPKI = "00A4040C0AD392F000260100000001"
AUTH_PIN = "00A4020C020018"
SIGN_PIN = "00A4020C02001B"
HOW_MANY_TRIES = "00200080"
RIGHT, WRONG = "0020008004" + b"0000".hex(), "0020008004" + b"9999".hex()


@pytest.fixture
def card() -> VirtualMyNumberCard:
    return fresh_card()


def statuses(card: VirtualMyNumberCard, *commands: str) -> list[str]:
    return [card.process(bytes.fromhex(command))[-2:].hex().upper() for command in commands]


def answer(card: VirtualMyNumberCard, *commands: str) -> bytes:
    """The data of the last command; every one must succeed."""
    answers = [card.process(bytes.fromhex(command)) for command in commands]
    assert all(given[-2:] == b"\x90\x00" for given in answers)
    return answers[-1][:-2]


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        (["00A40000"], ["6A86"]),
        ([JPKI, "00A40000", AUTH_PIN], ["9000", "9000", "9000"]),
        (["00A40000023F00"], ["6A82"]),
        (["00A4040C06A00000000101"], ["6A82"]),
        (["00A4040C05D392F00026"], ["6A82"]),
        ([JPKI, "00A4020C020099"], ["9000", "6A82"]),
        ([JPKI, HOW_MANY_TRIES], ["9000", "6986"]),
        ([JPKI, "00B0000004"], ["9000", "6986"]),
        ([JPKI, AUTH_PIN, "00B0000004"], ["9000", "9000", "6981"]),
        ([JPKI, "00A4020C020008", "00B0000103"], ["9000", "9000", "6282"]),
        ([JPKI, "00A4020C020008", "00B0000303"], ["9000", "9000", "6B00"]),
        ([JPKI, "00A4020C020001", "00B0000004"], ["9000", "9000", "6982"]),
        ([TEXT, "00A4020C020012", HOW_MANY_TRIES, RIGHT], ["9000", "9000", "63C0", "6984"]),
        ([COMMON, "00A4020C020001", "00B2020400"], ["9000", "9000", "6A83"]),
        (["00FF0000", "10A40000"], ["6D00", "6E00"]),
        (["00A404", "00A4040C05D3"], ["6700", "6700"]),
    ],
)
def test_refuses_with_the_standard_status(card, commands, expected):
    assert statuses(card, *commands) == expected


def test_tells_serial_municipality_and_expiry_freely(card):
    record = answer(card, COMMON, "00A4020C020001", "00B2010400")
    assert record == b"\x01\x1c" + f"{SERIAL}1312320350303".encode()
    assert answer(card, COMMON, "00B2010C00") == record


def test_counts_wrong_tries_down_to_blocked_and_asking_costs_none(card):
    assert statuses(
        card, JPKI, AUTH_PIN, HOW_MANY_TRIES, WRONG, HOW_MANY_TRIES, WRONG, WRONG, WRONG
    ) == ["9000", "9000", "63C3", "63C2", "63C2", "63C1", "63C0", "6984"]
    assert statuses(card, HOW_MANY_TRIES, RIGHT) == ["63C0", "6984"]


def test_takes_the_tries_question_with_an_expected_length_too(card):
    assert statuses(card, JPKI, AUTH_PIN, "0020008000") == ["9000", "9000", "63C3"]


def test_fills_the_counter_only_by_a_right_entry(card):
    assert statuses(card, JPKI, AUTH_PIN, WRONG) == ["9000", "9000", "63C2"]
    card.power_on()
    assert statuses(card, JPKI, AUTH_PIN, HOW_MANY_TRIES) == ["9000", "9000", "63C2"]
    assert statuses(card, RIGHT, HOW_MANY_TRIES) == ["9000", "63C3"]


def test_spends_no_try_on_a_wrong_length(card):
    assert statuses(card, JPKI, AUTH_PIN, "00200080023131", HOW_MANY_TRIES)[2:] == ["6700", "63C3"]


CHANGE_AUTH = "0024018004" + b"4711".hex()


def test_changes_a_pin_only_right_after_the_old_one(card):
    assert statuses(card, JPKI, AUTH_PIN, CHANGE_AUTH)[2] == "6982"
    assert statuses(card, RIGHT, JPKI, AUTH_PIN, CHANGE_AUTH)[3] == "6982"
    assert statuses(card, RIGHT, CHANGE_AUTH, "0020008004" + b"4711".hex()) == ["9000"] * 3
    assert card.snapshot()["pins"]["jpki.0018"]["value"] == "4711"


@pytest.mark.parametrize("forget", ["power_on", "reset"])
def test_forgets_what_was_verified(card, forget):
    assert statuses(card, JPKI, AUTH_PIN, RIGHT)[2] == "9000"
    getattr(card, forget)()
    assert statuses(card, JPKI, AUTH_PIN, CHANGE_AUTH)[2] == "6982"


def test_changes_the_register_pin_by_its_own_command(card):
    change_key, change = "8032008004" + b"4711".hex(), CHANGE_AUTH
    register_pin = "00A4020C02001C"
    assert statuses(card, COMMON, register_pin, RIGHT, change, change_key)[2:] == [
        "9000",
        "6982",
        "9000",
    ]


def test_refuses_a_value_of_the_wrong_type(card):
    letters = "0024018004" + b"47A1".hex()
    assert statuses(card, JPKI, AUTH_PIN, RIGHT, letters)[3] == "6A80"


def test_keeps_verified_pins_over_the_same_selection_only_when_lenient():
    card = VirtualMyNumberCard(fresh_card().memory, lenient=True)
    assert statuses(card, JPKI, AUTH_PIN, RIGHT, JPKI, AUTH_PIN, CHANGE_AUTH)[5] == "9000"


def test_a_childs_card_has_no_signing_certificate_nor_pin():
    card = VirtualMyNumberCard.fresh(card_data(signature=False))
    assert answer(card, JPKI, "00A4020C020008", "00B0000003") == b"\x00\x8f\x00"
    assert statuses(card, SIGN_PIN) == ["6A82"]


def test_a_pinless_card_has_its_references_blocked():
    card = VirtualMyNumberCard.fresh(card_data(pinless=True))
    assert statuses(card, JPKI, AUTH_PIN, HOW_MANY_TRIES, RIGHT)[2:] == ["63C0", "6984"]


def test_signs_with_a_key_that_is_obviously_for_tests(card):
    certificate = x509.load_der_x509_certificate(_whole_file(card, "00A4020C02000A"))
    (issuer,) = certificate.issuer
    assert issuer.value == ISSUER
    info = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(b"x").digest()
    sign = f"802A009733{info.hex()}00"
    assert statuses(card, sign) == ["6982"]
    signature = answer(card, AUTH_PIN, RIGHT, sign)
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(signature, b"x", padding.PKCS1v15(), hashes.SHA256())


def test_points_to_the_attributes_by_offsets(card):
    number_b = "550217" + "2035" + "2285"
    verify = "002000800E" + number_b.encode().hex()
    content = answer(card, TEXT, "00A4020C020015", verify, "00A4020C020002", "00B0000000")
    start = content.index(b"\xdf\x21\x08") + 3
    offsets = [int.from_bytes(content[at : at + 2], "big") for at in range(start, start + 8, 2)]
    tags = [content[at : at + 2].hex().upper() for at in offsets]
    assert tags == ["DF22", "DF23", "DF24", "DF25"]
    assert HOLDER.name.encode() in content


def test_takes_extended_lengths(card):
    assert answer(card, JPKI, "00A4020C020008", "00B00000000003") == b"\x8f\x8f\x00"


def _whole_file(card, select: str) -> bytes:
    header = answer(card, JPKI, select, "00B0000004")
    length = int.from_bytes(header[2:4], "big") + 4
    return answer(card, f"00B0000000{length:04X}")
