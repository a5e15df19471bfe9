"""Invented cards for tests."""

from datetime import date

from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData, Holder

SERIAL = "900000000000017"
MUNICIPALITY = "13123"
EXPIRES_ON = date(2035, 3, 3)

HOLDER = Holder(
    name="試験\u3000葛󠄀子",
    address="東京都江戸川区試験町一丁目1番地の1",
    birth_date="19800217",
    sex="2",
    era_birth_date="550217",
    security_code="2285",
)


def card_data(
    *, signature: bool = True, authentication: bool = True, pinless: bool = False
) -> CardData:
    return CardData(
        serial=SERIAL,
        municipality=MUNICIPALITY,
        expires_on=EXPIRES_ON,
        signature_certificate=signature,
        authentication_certificate=authentication,
        pinless=pinless,
        holder=HOLDER,
    )


_KEYS: dict[str, str] = {}
"""Making keys takes half a second each: cards of one test run share them."""


def fresh_card() -> VirtualMyNumberCard:
    card = VirtualMyNumberCard.fresh(card_data())
    card.memory.keys = _KEYS
    return card
