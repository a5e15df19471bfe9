"""Why a day at the counters ended before its time: one cause, however deep it lies."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import cast


class DayBrokenOffError(RuntimeError):
    """A clerk, a resident or the kiosk got an answer that nobody can go on with."""


@contextmanager
def saying_why() -> Generator[None]:
    """Each station that is open wraps what went wrong once more; only the cause is told.

    Raises:
        DayBrokenOffError: something went wrong.
    """
    try:
        yield
    except BaseExceptionGroup as broken:
        cause = cast("BaseException", broken)
        while isinstance(cause, BaseExceptionGroup):
            cause = cast("tuple[BaseException, ...]", cause.exceptions)[0]
        raise DayBrokenOffError(f"the day broke off: {cause!r}") from cause
