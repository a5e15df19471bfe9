"""People who do not exist."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from issuance.applicants.person import Person, Sex
from issuance.applicants.sealing import Applicant

HANAKO = Person(
    name="葛\U000e0100城　\U00020bb7乃",
    name_kana="カツラギ　ヨシノ",
    former_name="辻\U000e0101",
    alias=None,
    birth_on=date(1996, 2, 29),
    sex=Sex.FEMALE,
    postcode="1320021",
    address="東京都江戸川区中央１丁目４番１号　コーポ中央２０３",
)
LONG_NAME = replace(
    HANAKO,
    name="VENKATANARASIMHARAJU RAMACHANDRAN LAKSHMINARAYANAN SUBRAMANIAM",
    name_kana=None,
    former_name=None,
    alias="鈴木　ラージュ",
    sex=Sex.NOT_STATED,
)


def applicant(number: int, person: Person = HANAKO) -> Applicant:
    return Applicant(person_id=UUID(int=number), application_id=f"{number:023}", person=person)
