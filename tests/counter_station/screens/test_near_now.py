"""A long day's queue: the clerk sees who matters now, and nobody who waits is ever left out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from counter_station.screens.clerk_view import Row
from counter_station.screens.near_now import FITS, near_now

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def row(stage, minutes):
    """Somebody whose time is so many minutes from now."""
    return Row(
        visit_id=UUID(int=abs(minutes)),
        reference="7H2K",
        starts_at=NOW + timedelta(minutes=minutes),
        size=1,
        stage=stage,
        station="",
    )


LATER = [row("expected", 200 + number) for number in range(FITS)]


@pytest.mark.parametrize(
    ("stage", "minutes", "shown"),
    [
        ("expected", 29, True),
        ("expected", 31, False),
        ("expected", -120, True),  # nobody said yet that they did not come
        ("waiting", 240, True),
        ("held", -240, True),
        ("called", 240, True),
        ("finished", -59, True),
        ("finished", -61, False),
        ("no-show", -61, False),
    ],
)
def test_of_a_long_day(stage, minutes, shown):
    party = row(stage, minutes)
    assert near_now([party, *LATER], NOW) == ([party] if shown else [])


def test_a_day_that_fits_is_shown_whole():
    assert near_now(LATER, NOW) == LATER
