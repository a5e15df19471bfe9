"""How much of a worker's time may go into looking again at what changes all the time."""

_WINDOW_SECONDS = 0.4


class Pace:
    """While little happens, everything is made anew at once.

    In a rush a share of the time is spent on it, and what was made up to 0.4 seconds ago is shown
    meanwhile.
    """

    def __init__(self, share: float) -> None:
        self._most, self._since, self._spent = share * _WINDOW_SECONDS, float("-inf"), 0.0

    def used_up(self, now: float) -> bool:
        """Whether the share is spent; *now* and all times in seconds of a steady clock."""
        if now - self._since > _WINDOW_SECONDS:
            self._since, self._spent = now, 0.0
        return self._spent >= self._most

    def spend(self, seconds: float) -> None:
        self._spent += seconds
