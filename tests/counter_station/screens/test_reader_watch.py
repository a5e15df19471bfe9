"""When the office hears of a reader that is down: once, after a while, and when it is back."""

from counter_station.screens.reader_eye import ReaderState
from counter_station.screens.reader_watch import SILENT_LOOKS, ReaderNews
from counter_station.visit.station_facts import ReadersNoted

GONE, THERE = ReaderState.NO_READER, ReaderState.EMPTY


def told(*states: ReaderState) -> list[ReadersNoted]:
    news = ReaderNews()
    return [each for state in states if (each := news.after(state))]


def test_a_reader_that_stays_away_is_told_once():
    assert told(*[GONE] * 9) == [ReadersNoted(answer=False)]


def test_a_reader_plugged_over_is_not_told():
    assert told(*[GONE] * (SILENT_LOOKS - 1), THERE, GONE, THERE) == []


def test_it_is_told_when_it_answers_again_and_when_it_goes_anew():
    states = [*[GONE] * 4, THERE, THERE, *[ReaderState.STUCK] * 4]
    assert told(*states) == [ReadersNoted(answer=each) for each in (False, True, False)]


def test_a_station_without_readers_says_nothing():
    assert told(*[ReaderState.OFF] * 9) == []
