"""Fixtures for all tests, and how long Hypothesis may look for an example."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.postgres"]

_BUSY = (HealthCheck.too_slow, HealthCheck.differing_executors)
"""What a busy machine can bring about; speed is for `make bench`."""

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=_BUSY)
settings.register_profile("hunting", deadline=None, suppress_health_check=_BUSY)
settings.load_profile("hunting" if os.environ.get("MADOGUCHI_HUNT") else "steady")
"""The same examples each time, unless somebody hunts for new ones."""
