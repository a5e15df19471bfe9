"""In which languages a page is walked: a few each time, all of them by `make test-exhaustive`."""

import pytest

from booking_web.texts import TAGS

LANGUAGES = list(TAGS)


def languages(*usual: str) -> pytest.MarkDecorator:
    """The test once for each language; those not named here are for the exhaustive run."""
    return pytest.mark.parametrize(
        "language",
        [
            pytest.param(each, marks=() if each in usual else pytest.mark.exhaustive)
            for each in LANGUAGES
        ],
    )
