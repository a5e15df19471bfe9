"""A person's values, each locked by itself under its field's name, and unlocked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from issuance.applicants.person import Person, Sex
from issuance.applicants.vault import PersonKey

FIELDS: Final = (
    "name",
    "name_kana",
    "former_name",
    "alias",
    "birth_on",
    "sex",
    "postcode",
    "address",
)
"""The names are part of every seal and those of the table's columns: they never change."""

APPLICATION_ID: Final = "application_id"


@dataclass(frozen=True, kw_only=True, repr=False)
class Applicant:
    """A person together with the card application they made. Its repr shows nothing personal."""

    person_id: UUID
    application_id: str
    person: Person

    def __repr__(self) -> str:
        return f"Applicant({self.person_id})"


def seal_applicant(key: PersonKey, applicant: Applicant) -> dict[str, bytes]:
    """All values of an applicant, locked."""
    sealed = seal_person(key, applicant.person)
    return sealed | {APPLICATION_ID: key.seal(APPLICATION_ID, applicant.application_id)}


def seal_person(key: PersonKey, person: Person) -> dict[str, bytes]:
    """Each value locked; one that is absent looks like any other."""
    return {field: key.seal(field, value) for field, value in _texts(person).items()}


def open_person(key: PersonKey, sealed: Mapping[str, bytes]) -> Person:
    """The person; raises SealBrokenError when any value was not sealed for its very place."""
    texts = {field: key.open(field, sealed[field]) for field in FIELDS}
    return Person(
        name=texts["name"],
        name_kana=texts["name_kana"] or None,
        former_name=texts["former_name"] or None,
        alias=texts["alias"] or None,
        birth_on=date.fromisoformat(texts["birth_on"]),
        sex=Sex(texts["sex"]),
        postcode=texts["postcode"],
        address=texts["address"],
    )


def _texts(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "name_kana": person.name_kana or "",
        "former_name": person.former_name or "",
        "alias": person.alias or "",
        "birth_on": person.birth_on.isoformat(),
        "sex": person.sex.value,
        "postcode": person.postcode,
        "address": person.address,
    }
