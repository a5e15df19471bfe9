"""Which PINs a card needs."""

import pytest

from issuance.pins.kinds import ASKING_ORDER, PinKind, kinds_needed

REGISTER_ONLY = {PinKind.RESIDENT_REGISTER, PinKind.CARD_INFO_INPUT}


@pytest.mark.parametrize(
    ("signature", "authentication", "pinless", "expected"),
    [
        (True, True, False, set(PinKind)),
        (False, True, False, REGISTER_ONLY | {PinKind.AUTHENTICATION}),
        (False, False, False, REGISTER_ONLY),
        (False, True, True, set()),
        (True, True, True, set()),
    ],
)
def test_follow_from_the_card(signature, authentication, pinless, expected):
    needed = kinds_needed(
        signature_certificate=signature,
        authentication_certificate=authentication,
        pinless=pinless,
    )
    assert needed == expected


def test_every_kind_is_asked_for_once():
    assert sorted(ASKING_ORDER, key=lambda kind: kind.value) == sorted(
        PinKind, key=lambda kind: kind.value
    )
