"""Birthdays as people write them."""

from datetime import date

import pytest

from booking_web.pages.birthday import BirthdayError, TypedBirthday

TODAY = date(2026, 11, 22)


def typed(era: str, year: str, month: str, day: str) -> TypedBirthday:
    return TypedBirthday(era=era, year=year, month=month, day=day)


@pytest.mark.parametrize(
    ("boxes", "born_on"),
    [
        (("", "1950", "4", "8"), date(1950, 4, 8)),
        (("showa", "25", "4", "8"), date(1950, 4, 8)),
        (("showa", "２５", "０４", "０８"), date(1950, 4, 8)),
        (("", "昭和25年", "4月", "8日"), date(1950, 4, 8)),
        (("", "S25", "4", "8"), date(1950, 4, 8)),
        (("", "s.25", "4", "8"), date(1950, 4, 8)),
        # The four digits win over an era left standing in the box above.
        (("heisei", "1950", "4", "8"), date(1950, 4, 8)),
        (("taisho", "15", "12", "24"), date(1926, 12, 24)),
        (("meiji", "45", "7", "29"), date(1912, 7, 29)),
        (("reiwa", "元", "5", "1"), date(2019, 5, 1)),
        (("heisei", "31", "4", "30"), date(2019, 4, 30)),
        (("", "2024", "2", "29"), date(2024, 2, 29)),
        (("reiwa", "8", "11", "22"), TODAY),
    ],
)
def test_is_understood(boxes: tuple[str, str, str, str], born_on: date):
    assert typed(*boxes).as_date(TODAY) == born_on


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (("", "", "4", "8"), "birthday-missing"),
        (("", "1950", "", "8"), "birthday-missing"),
        (("", "nineteen", "4", "8"), "birthday-not-a-number"),
        (("", "1950", "April", "8"), "birthday-not-a-number"),
        (("", "19501", "4", "8"), "birthday-not-a-number"),
        (("", "25", "4", "8"), "birthday-era-missing"),
        (("nonsense", "25", "4", "8"), "birthday-era-missing"),
        (("", "1700", "4", "8"), "birthday-era-missing"),
        (("", "2023", "2", "29"), "birthday-no-such-day"),
        (("", "1950", "13", "8"), "birthday-no-such-day"),
        (("", "1950", "4", "0"), "birthday-no-such-day"),
        (("", "2026", "11", "23"), "birthday-in-future"),
        (("reiwa", "9999", "1", "1"), "birthday-in-future"),
    ],
)
def test_says_what_to_mend(boxes: tuple[str, str, str, str], code: str):
    with pytest.raises(BirthdayError) as refused:
        typed(*boxes).as_date(TODAY)
    assert refused.value.code == code
