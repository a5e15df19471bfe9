"""What the office knows about a person, and nothing more than a card and its envelope need."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Sex(Enum):
    """As in the resident record. The value is stored and never changes."""

    FEMALE = "female"
    MALE = "male"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, kw_only=True, repr=False)
class Person:
    """One applicant. Texts are as written (issuance.applicants.writing); nothing is invented.

    Its repr shows nothing, so that no log or traceback can.
    """

    name: str
    """氏名, as in the resident record."""
    name_kana: str | None
    """フリガナ; None where the record has none, which is usual for foreign residents."""
    former_name: str | None
    """旧氏."""
    alias: str | None
    """通称."""
    birth_on: date
    sex: Sex
    postcode: str
    """Seven digits."""
    address: str
    """住所 with 方書."""

    def __repr__(self) -> str:
        return "Person(…)"
