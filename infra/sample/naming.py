"""Gives the members of a household their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from infra.sample.names import (
    AWKWARD_SURNAMES,
    FOREIGNERS,
    FORMER_SURNAMES,
    ORDINARY_SURNAMES,
    Reading,
    given_names,
)
from issuance.applicants.person import Sex

_SPACE: Final = "\u3000"
_FORMER_NAME_SHARE: Final = 0.06
_ADULT: Final = 18


@dataclass(frozen=True, kw_only=True)
class Naming:
    """All names of one person."""

    name: str
    kana: str | None
    former_name: str | None = None
    alias: str | None = None
    sex: Sex


def family_names(
    chance: Random, ages: Sequence[int], *, awkward: int | None, plain: bool
) -> list[Naming]:
    """A Japanese household under one family name.

    Args:
        chance: decides.
        ages: of the members.
        awkward: which of the awkward family names; None for an ordinary one.
        plain: with characters only that CP932 can write.
    """
    surnames = ORDINARY_SURNAMES if awkward is None else AWKWARD_SURNAMES
    choice = _writable(surnames) if plain else surnames
    surname = chance.choice(choice) if awkward is None else choice[awkward % len(choice)]
    used: set[str] = set()
    return [
        _member(chance, surname, place, age, used, plain=plain) for place, age in enumerate(ages)
    ]


def foreign_name(place: int) -> Naming:
    """One foreign resident's names, each kind in turn; CP932 can write all of them."""
    foreigner = FOREIGNERS[place % len(FOREIGNERS)]
    return Naming(
        name=foreigner.name,
        kana=foreigner.kana,
        alias=foreigner.alias,
        sex=Sex.FEMALE if foreigner.female else Sex.MALE,
    )


def cp932_can_write(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _member(
    chance: Random, surname: Reading, place: int, age: int, used: set[str], *, plain: bool
) -> Naming:
    # Two adults first: a couple is of both sexes here, so that every list has both.
    female = place % 2 == 1 if place < 2 else chance.random() < 0.5
    usual = given_names(age).female if female else given_names(age).male
    given = chance.choice([each for each in usual if each.written not in used])
    used.add(given.written)
    has_former = age >= _ADULT and chance.random() < _FORMER_NAME_SHARE
    former_surnames = [each for each in FORMER_SURNAMES if not plain or cp932_can_write(each)]
    return Naming(
        name=f"{surname.written}{_SPACE}{given.written}",
        kana=f"{surname.kana}{_SPACE}{given.kana}",
        former_name=chance.choice(former_surnames) if has_former else None,
        sex=Sex.FEMALE if female else Sex.MALE,
    )


def _writable(names: Iterable[Reading]) -> list[Reading]:
    return [each for each in names if cp932_can_write(each.written)]
