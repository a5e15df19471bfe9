"""The virtual identity documents by name: from a kept file, and for invented people."""

from dataclasses import replace
from datetime import date
from typing import Final

from counter_station.virtual.document_memory import DocumentSnapshot, remembered
from counter_station.virtual.licence import VirtualLicence
from counter_station.virtual.licence_data import LicenceData
from counter_station.virtual.passport import VirtualPassport
from counter_station.virtual.passport_data import PassportData
from counter_station.virtual.residence_card import VirtualResidenceCard
from counter_station.virtual.residence_data import Generation, ResidenceData

Document = VirtualLicence | VirtualResidenceCard | VirtualPassport

LICENCE: Final = LicenceData(
    name="見本\u3000花子",
    kana="ミホン\u3000ハナコ",
    birth_on=date(1980, 2, 17),
    address="東京都江戸川区見本町一丁目２番３号",
    issued_on=date(2024, 2, 1),
    expires_on=date(2029, 3, 17),
)
"""PIN 1 is 1234, PIN 2 is 5678."""

RESIDENCE_1: Final = ResidenceData(
    number="AB12345678CD",
    birth_on=date(1991, 7, 3),
    expires_on=date(2028, 7, 3),
    address="東京都江戸川区見本町一丁目２番３号",
    address_on=date(2024, 4, 1),
)
RESIDENCE_2: Final = replace(RESIDENCE_1, generation=Generation.SECOND)

PASSPORT: Final = PassportData(
    family_name="MIHON",
    given_names="HANAKO",
    number="TK1234567",
    birth_on=date(1980, 2, 17),
    expires_on=date(2033, 3, 3),
    sex="F",
)


def from_snapshot(kept: DocumentSnapshot) -> Document:
    """The document that a snapshot was taken of; KeyError for an unknown name."""
    match kept["document"]:
        case "licence":
            return VirtualLicence(remembered(kept, LicenceData))
        case "residence":
            return VirtualResidenceCard(remembered(kept, ResidenceData))
        case "passport":
            return VirtualPassport(remembered(kept, PassportData))
        case other:
            raise KeyError(other)
