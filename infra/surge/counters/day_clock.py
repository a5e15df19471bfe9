"""The time of day in a drill: it begins when the drill says, and runs faster than ours."""

import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

import msgspec

VARIABLE: Final = "MADOGUCHI_DRILL_CLOCK"


@dataclass(frozen=True, kw_only=True)
class DayClock:
    """A clock that all processes of a drill share; called, it says the day's time.

    opens_at: the day's time when it was started. began: seconds of this machine's clock then.
    speed: so many of the day's seconds pass in one of ours.
    """

    opens_at: datetime
    began: float
    speed: float

    @classmethod
    def started(cls, opens_at: datetime, speed: float) -> Self:
        return cls(opens_at=opens_at, began=time.time(), speed=speed)

    @classmethod
    def told(cls) -> Self:
        """The one that the process which started ours goes by."""
        return msgspec.json.decode(os.environ[VARIABLE], type=cls)

    def __call__(self) -> datetime:
        return self.at(time.time())

    def at(self, unix: float) -> datetime:
        """The day's time at a moment of this machine's clock."""
        return self.opens_at + timedelta(seconds=(unix - self.began) * self.speed)

    def ours(self, span: timedelta) -> float:
        """How many of our seconds a span of the day takes."""
        return span.total_seconds() / self.speed

    def until(self, moment: datetime) -> float:
        """How many of our seconds it is to a moment of the day; none where it is over."""
        return max(0.0, self.ours(moment - self()))

    def as_variable(self) -> dict[str, str]:
        return {VARIABLE: msgspec.json.encode(self).decode()}
