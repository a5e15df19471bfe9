"""Invented people for virtual cards. Their PINs are written here for whoever tries things."""

from datetime import date
from typing import Final

from counter_station.virtual.personalisation import CardData, Holder
from issuance.pins.kinds import PinKind

MY_NUMBER: Final = CardData(
    serial="900000000000025",
    municipality="13123",
    expires_on=date(2035, 2, 17),
    holder=Holder(
        name="見本\u3000花子",
        address="東京都江戸川区見本町一丁目２番３号",
        birth_date="19800217",
        sex="2",
        era_birth_date="550217",
        security_code="2285",
    ),
    pins={
        PinKind.AUTHENTICATION: "1234",
        PinKind.RESIDENT_REGISTER: "2345",
        PinKind.CARD_INFO_INPUT: "3456",
        PinKind.SIGNATURE: "ABC123",
    },
)
"""照合番号B is 55021720352285."""
