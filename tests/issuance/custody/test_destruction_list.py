"""廃棄簿: what is signed for was scanned, card by card."""

from datetime import date

import pytest

from issuance.custody.destruction_list import (
    DestructionList,
    ListSigned,
    ScanDiffersError,
    evolve,
    sign_list,
)
from tests.support.given import Specification

lists: Specification[DestructionList, ListSigned] = Specification(DestructionList(), evolve)
PAIR = ("B01", "B02")
ON = date(2027, 11, 3)
SIGNED = ListSigned(destroyed_on=ON, card_serials=("1", "2"), witnesses=PAIR)


def asked(*history, chosen=("2", "1"), scanned=("1", "2")):
    return lists.given(*history).when(
        sign_list, chosen=chosen, scanned=scanned, witnesses=PAIR, destroyed_on=ON
    )


def test_two_sign_for_every_card_they_scanned():
    asked().then(SIGNED)


def test_signing_twice_adds_nothing():
    asked(SIGNED).then_nothing()


@pytest.mark.parametrize(
    ("chosen", "scanned", "missing", "foreign"),
    [
        (("1", "2"), ("1",), ("2",), ()),
        (("1",), ("1", "3"), (), ("3",)),
        (("1",), ("2",), ("1",), ("2",)),
        ((), (), (), ()),
    ],
)
def test_what_does_not_agree_is_named_and_nothing_is_signed(chosen, scanned, missing, foreign):
    with pytest.raises(ScanDiffersError) as refusal:
        sign_list(
            DestructionList(), chosen=chosen, scanned=scanned, witnesses=PAIR, destroyed_on=ON
        )
    assert (refusal.value.missing, refusal.value.foreign) == (missing, foreign)
