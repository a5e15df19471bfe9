"""交付通知の発送: never more notices than free places, unless a supervisor says why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.notices import releasing
from issuance.notices.releasing import (
    NoticesReleased,
    NoticesReleasedBeyond,
    Override,
    OverrideReason,
    ReleaseFact,
    Releases,
    Room,
    TooManyNoticesError,
)
from tests.support.given import Specification

day: Specification[Releases, ReleaseFact] = Specification(Releases(), releasing.evolve)

ROOM = Room(places=100, taken=30, awaited=50, answer_percent=80)
OVERRIDE = Override(reason=OverrideReason.LEGAL_DEADLINE, supervisor="K05")


def release(count, override=None):
    return day.given().when(releasing.release, count=count, room=ROOM, weeks=4, override=override)


def test_free_places_less_those_promised_to_earlier_notices():
    assert (ROOM.free, ROOM.promised) == (70, 40)
    assert ROOM.fits == 37  # of 37, 29.6 are expected; of 38, more than 30


def test_as_many_as_fit():
    release(37).then(NoticesReleased(count=37, fits=37, weeks=4))


def test_one_more_is_refused_and_says_how_many_fit():
    with pytest.raises(TooManyNoticesError) as refusal:
        releasing.release(Releases(), count=38, room=ROOM, weeks=4)
    assert refusal.value.fits == 37


def test_a_supervisor_may_let_more_go_and_the_fact_says_so():
    release(38, OVERRIDE).then(
        NoticesReleasedBeyond(
            count=38, fits=37, weeks=4, reason=OverrideReason.LEGAL_DEADLINE, supervisor="K05"
        )
    )
    release(37, OVERRIDE).then(NoticesReleased(count=37, fits=37, weeks=4))


def test_none_is_no_release():
    release(0).then_nothing()


COUNTS = st.integers(0, 3_000)


@settings(max_examples=80, deadline=None)
@given(COUNTS, COUNTS, COUNTS, st.integers(1, 100))
def test_who_is_expected_never_exceeds_the_places(places, taken, awaited, percent):
    room = Room(places=places, taken=taken, awaited=awaited, answer_percent=percent)
    expected = room.promised + room.fits * percent / 100
    assert room.fits == 0 or taken + expected <= places
    one_more = room.promised + (room.fits + 1) * percent / 100
    assert taken + one_more > places or taken >= places
