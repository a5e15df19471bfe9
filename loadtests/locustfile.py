"""What Locust runs: the people and the shape of the drill in `SURGE_FOLDER`."""

from importlib import import_module

from loadtests.crowd import by_second, ending
from loadtests.crowd.here import DRILL
from loadtests.crowd.shapes import SHAPES

_scenario = import_module(f"loadtests.scenarios.{DRILL.scenario}")

# Locust takes the classes that it finds by name in this module.
globals().update({each.__name__: each for each in _scenario.USERS})
Shape = SHAPES[DRILL.shape]

__all__ = ["by_second", "ending"]
