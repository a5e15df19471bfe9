"""Fixtures for all tests, and how long Hypothesis may look for an example."""

import os
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from issuance.office.staff import passwords, station_pins

pytest_plugins = ["tests.support.postgres"]

_BUSY = (HealthCheck.too_slow, HealthCheck.differing_executors)
"""What a busy machine can bring about; speed is for `make bench`."""

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=_BUSY)
settings.register_profile("hunting", deadline=None, suppress_health_check=_BUSY)
settings.load_profile("hunting" if os.environ.get("MADOGUCHI_HUNT") else "steady")
"""The same examples each time, unless somebody hunts for new ones."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


LIGHT = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def _light_hashes() -> Iterator[None]:
    """Hundreds of tests sign in; what a hash costs an attacker is not what they look at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", LIGHT)
        patch.setattr(passwords, "NOBODYS", LIGHT.hash("nobody has this password"))
        patch.setattr(station_pins, "_HASHER", LIGHT)
        yield
