"""Notices as a batch has just left them, for the page that its form leads to.

That page is the form's answer, told after a redirect: it may say what the answer itself would say,
and need not ask the log again. So each is told once and soon; whoever looks later, or at another
process, is told what the log says then.
"""

from time import monotonic
from typing import Final
from uuid import UUID

from booking_web.desk.batch import Batch
from booking_web.timetable.notices import Notice

_SOON_SECONDS: Final = 5.0
"""A redirect is followed at once; what another process changes meanwhile is not seen here."""
_MOST: Final = 5_000


class JustStored:
    """Of one process. Only what this process stored, and PostgreSQL confirmed, comes in."""

    def __init__(self) -> None:
        self._left: dict[UUID, tuple[float, Notice]] = {}

    def note(self, batch: Batch) -> None:
        """The batch is stored; who only repeated or was refused has nothing new here."""
        if len(self._left) > _MOST:
            self._left.clear()
        now = monotonic()
        for each in batch.decisions:
            for notice_id in each.request.notice_ids if each.lines else ():
                self._left[notice_id] = now, batch.notices[notice_id].state

    def tell(self, notice_id: UUID) -> Notice | None:
        """None: nothing was stored here of late, or it was told already."""
        stored_at, notice = self._left.pop(notice_id, (float("-inf"), None))
        return notice if monotonic() - stored_at <= _SOON_SECONDS else None
