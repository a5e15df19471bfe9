"""The language of the resident's screen: chosen there, for the visit at the counter."""

from uuid import UUID

from counter_station.texts import SOURCE


class ScreenLanguage:
    """Whoever comes next does not find the language of whoever was there before."""

    def __init__(self) -> None:
        self._visit_id: UUID | None = None
        self._code: str | None = None

    def choose(self, code: str, visit_id: UUID | None) -> None:
        self._visit_id, self._code = visit_id, code

    def of(self, visit_id: UUID | None) -> str:
        """The language chosen during this visit; Japanese until somebody chooses."""
        if visit_id != self._visit_id:
            self._visit_id, self._code = visit_id, None
        return self._code or SOURCE
