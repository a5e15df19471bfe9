"""What is read out on the telephone, so that nobody mishears it."""

from datetime import date, timedelta

import pytest

from booking_web.phone_desk.spelling import spelled, spoken_moment
from booking_web.texts import ALL
from issuance.calendar import office_time

SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_symbol_sounds_unlike_every_other(language):
    said = dict(spelled(f"{SYMBOLS[:4]}-{SYMBOLS[4:]}", ALL[language]))
    assert list(said) == list(SYMBOLS)
    assert len(set(said.values())) == len(SYMBOLS)


@pytest.mark.parametrize(
    ("on", "hour", "minute", "words"),
    [
        (date(2026, 12, 1), 9, 0, "じゅうにがつ ついたち かようび、ごぜん くじ"),
        (date(2026, 4, 14), 13, 30, "しがつ じゅうよっか かようび、ごご いちじ さんじゅっぷん"),
        (date(2026, 7, 20), 16, 15, "しちがつ はつか げつようび、ごご よじ じゅうごふん"),
        (date(2026, 9, 17), 19, 8, "くがつ じゅうしちにち もくようび、ごご しちじ はっぷん"),
        (date(2026, 1, 31), 0, 1, "いちがつ さんじゅういちにち どようび、ごぜん れいじ いっぷん"),
        (date(2026, 3, 29), 12, 50, "さんがつ にじゅうくにち にちようび、ごご れいじ ごじゅっぷん"),
    ],
)
def test_days_and_times_as_they_are_said(on, hour, minute, words):
    assert spoken_moment(office_time(on, hour, minute), ALL["ja"]) == words


def test_no_two_times_of_a_year_sound_alike():
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]
    said = {spoken_moment(office_time(day, 9), ALL["ja"]) for day in days}
    clock = {
        spoken_moment(office_time(days[0], hour, minute), ALL["ja"])
        for hour in range(24)
        for minute in range(60)
    }
    assert (len(said), len(clock)) == (365, 24 * 60)
