"""How often Python looks for circles of garbage."""

import gc

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 50


def collect_seldom() -> None:
    """For a process that keeps much and throws away little in circles.

    Python's usual limits would walk through a whole timetable several times a second in a rush.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
