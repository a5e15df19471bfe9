"""A day that breaks off says its one cause, not the thirty stations around it."""

import pytest

from infra.surge.counters.broken_off import DayBrokenOffError, saying_why


def test_the_cause_is_told_however_deep_it_lies():
    cause = RuntimeError("/visits/1/pins: 500")
    with pytest.raises(DayBrokenOffError, match="/visits/1/pins: 500") as broken, saying_why():
        raise ExceptionGroup("a station", [ExceptionGroup("another", [cause])])
    assert broken.value.__cause__ is cause
