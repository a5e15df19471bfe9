"""Households: who lives together, how old, where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from infra.sample.naming import Naming, family_names, foreign_name
from infra.sample.towns import WARD, Town
from issuance.applicants.person import Person
from issuance.calendar import add_months, age_on

_Ages = tuple[tuple[int, int], ...]

_OPENING: Final[tuple[_Ages, ...]] = (
    ((30, 50),),
    ((32, 44), (32, 44), (3, 12)),
    ((26, 38), (26, 38), (0, 0)),
    ((100, 100),),
    ((30, 30),),
)
"""What every ward begins with, so that small ones have it all: one alone, a family of three, a
newborn, a centenarian, one born on 29 February."""

_LEAP_DAY_PLACE: Final = 4
_ORDINARY_PLACES: Final = 2
"""The first households are for whoever tries the demo: ordinary names, nothing happens to them."""

_AFTERWARDS: Final[tuple[tuple[int, _Ages], ...]] = (
    (50, ((18, 100),)),
    (20, ((28, 96), (28, 96))),
    (12, ((28, 48), (28, 48), (0, 14))),
    (6, ((30, 50), (6, 17))),
    (9, ((33, 52), (33, 52), (8, 17), (0, 12))),
    (3, ((68, 100), (38, 55), (38, 55), (10, 19), (0, 9))),
)
"""How many in a hundred, and the lowest and highest age of each member."""

_YOUNGEST_DAYS: Final = 75
_LEAP_DAY: Final = date(1996, 2, 29)
_BUILDINGS: Final = ("コーポ中川", "グリーンハイツ", "メゾン新川", "都営住宅", "リバーサイド荒川")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, kw_only=True)
class Household:
    """People at one address; `place` counts households from 0."""

    place: int
    people: Sequence[Person]
    is_foreign: bool

    @property
    def is_for_first_steps(self) -> bool:
        return self.place < _ORDINARY_PLACES


class HouseholdMaker:
    """Makes one household after another; the same seed makes the same ones."""

    def __init__(self, chance: Random, towns: Sequence[Town], today: date) -> None:
        self._chance = chance
        self._towns = towns
        self._today = today
        self._made = 0

    def make(self, *, plain: bool) -> Household:
        """The next household; a *plain* one has only names that CP932 can write."""
        place, self._made = self._made, self._made + 1
        births = self._births(place)
        is_foreign = place >= len(_OPENING) and place % 6 == 5
        names = self._names(place, births, is_foreign=is_foreign, plain=plain)
        postcode, address = self.move()
        people = [
            _person(naming, birth_on, postcode, address)
            for naming, birth_on in zip(names, births, strict=True)
        ]
        return Household(place=place, people=people, is_foreign=is_foreign)

    def move(self) -> tuple[str, str]:
        """A postcode and an address in the ward."""
        town = self._chance.choice(self._towns)
        chome = f"{self._chance.randint(1, 4)}丁目" if town.has_chome else ""
        block, house = self._chance.randint(1, 30), self._chance.randint(1, 20)
        room = ""
        if self._chance.random() < 0.6:
            building = self._chance.choice(_BUILDINGS)
            room = f"\u3000{building}{self._chance.randint(1, 9)}{self._chance.randint(1, 12):02}"
        address = f"{WARD}{town.name}{chome}{block}番{house}号{room}"
        return town.postcode, address.translate(_FULL_WIDTH)

    def _births(self, place: int) -> list[date]:
        if place == _LEAP_DAY_PLACE:
            return [_LEAP_DAY]
        ages = _OPENING[place] if place < len(_OPENING) else self._ages()
        return [self._birth(self._chance.randint(lowest, highest)) for lowest, highest in ages]

    def _ages(self) -> _Ages:
        weights = [weight for weight, _ in _AFTERWARDS]
        (chosen,) = self._chance.choices([ages for _, ages in _AFTERWARDS], weights)
        return chosen

    def _birth(self, age: int) -> date:
        """A birthday of somebody of that age; the youngest are old enough to have a card."""
        youngest = _YOUNGEST_DAYS if age == 0 else 0
        reached_on = add_months(self._today, -12 * age)
        return reached_on - timedelta(days=self._chance.randint(youngest, 360))

    def _names(
        self, place: int, births: Sequence[date], *, is_foreign: bool, plain: bool
    ) -> list[Naming]:
        if is_foreign:
            return [foreign_name(place // 6 + member) for member in range(len(births))]
        awkward = place // 2 - 1 if place >= _ORDINARY_PLACES and place % 2 == 0 else None
        ages = [age_on(self._today, birth_on) for birth_on in births]
        return family_names(self._chance, ages, awkward=awkward, plain=plain)


def _person(naming: Naming, birth_on: date, postcode: str, address: str) -> Person:
    return Person(
        name=naming.name,
        name_kana=naming.kana,
        former_name=naming.former_name,
        alias=naming.alias,
        birth_on=birth_on,
        sex=naming.sex,
        postcode=postcode,
        address=address,
    )
