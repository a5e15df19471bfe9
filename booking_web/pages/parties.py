"""For how many a time is looked for: read once, known for a while."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Final
from uuid import UUID

from booking_web.availability.state import OLDEST_SHOWN
from booking_web.desk import Desk
from booking_web.pages.choosing import Party, party_with
from booking_web.timetable.notices import Notice

_KNOWN_SECONDS: Final = 60.0
"""The office seldom moves a deadline or has a card lie ready in that time; and what is shown is
not promised: the desk reads every notice itself before it holds or books."""
_MOST: Final = 20_000


class Parties:
    """What one process of the site knows of notices whose holders are choosing a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[UUID, tuple[float, Notice]] = {}

    async def of(self, notice_ids: Sequence[UUID], at: datetime) -> Party:
        """The party as known of late, or read from a desk that has lost sight of its log.

        Raises DeskAwayError: the database is away.
        """
        seen = self._desk.as_of
        if seen is None or at - seen > OLDEST_SHOWN:
            self.forget(notice_ids)
        return party_with([await self._notice(each) for each in notice_ids])

    def note(self, notice_id: UUID, notice: Notice) -> None:
        """It was just read."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[notice_id] = monotonic(), notice

    def forget(self, notice_ids: Sequence[UUID]) -> None:
        """The desk said otherwise: the next page reads them anew."""
        for each in notice_ids:
            self._known.pop(each, None)

    async def _notice(self, notice_id: UUID) -> Notice:
        read_at, notice = self._known.get(notice_id, (float("-inf"), None))
        if notice is None or monotonic() - read_at > _KNOWN_SECONDS:
            notice = await self._desk.notice(notice_id)
            self.note(notice_id, notice)
        return notice
