"""Age bands and sexes, in which people are counted and no longer anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from issuance.applicants.person import Sex
from issuance.calendar import age_on

BAND_YEARS: Final = 5
OLDEST_BAND: Final = 100
"""One hundred and over is one band."""
BANDS: Final = tuple(range(0, OLDEST_BAND + 1, BAND_YEARS))


@dataclass(frozen=True, kw_only=True)
class Group:
    """People of five years of age and one sex. `age_from` is None for those who were erased."""

    age_from: int | None
    sex: Sex


UNKNOWN: Final = Group(age_from=None, sex=Sex.NOT_STATED)


def group_of(birth_on: date, sex: Sex, on: date) -> Group:
    """By the age on that day; who is not born yet counts as newborn."""
    age = max(0, age_on(on, birth_on))
    return Group(age_from=min(age // BAND_YEARS * BAND_YEARS, OLDEST_BAND), sex=sex)
