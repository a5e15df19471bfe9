"""The language of the resident's screen: of the booking, until another is chosen there."""

from uuid import UUID

from counter_station.texts import SOURCE
from counter_station.texts.residents import language_asked


class ScreenLanguage:
    """Whoever comes next does not find the language of whoever was there before."""

    def __init__(self) -> None:
        self._visit_id: UUID | None = None
        self._code: str | None = None

    def choose(self, code: str, visit_id: UUID | None) -> None:
        self._visit_id, self._code = visit_id, code

    def of(self, visit_id: UUID | None, booked: str = "") -> str:
        """The language chosen during this visit, else that of the booking, else Japanese."""
        if visit_id != self._visit_id:
            self._visit_id, self._code = visit_id, None
        return self._code or language_asked(booked) or SOURCE
