"""Notices that the office released: until when somebody may come by one, and whether at all."""

from datetime import date, datetime

from booking_web.refusals import (
    NoticeDoneError,
    NoticeUnknownError,
    NoticeWithdrawnError,
    PickupDeadlineError,
)
from booking_web.timetable.facts import NoticeFact, NoticeReleased
from booking_web.timetable.notices import Notice
from issuance.calendar import is_over, office_date
from issuance.calendar.opening_rules import Service


def release(
    notice: Notice,
    *,
    round: int,  # noqa: A002 - the office's word
    pickup_deadline: date,
    same_day: bool = False,
    service: Service = Service.COLLECT,
) -> list[NoticeFact]:
    """Let the holder book; a new deadline replaces the old.

    A withdrawn notice is open again, and one whose holder was there and is asked to come again.
    """
    known = (notice.round, notice.pickup_deadline, notice.same_day, notice.service)
    open_still = notice.withdrawn is None and not notice.attended
    if known == (round, pickup_deadline, same_day, service) and open_still:
        return []
    return [
        NoticeReleased(
            round=round, pickup_deadline=pickup_deadline, same_day=same_day, service=service
        )
    ]


def require_released(notice: Notice) -> date:
    if notice.pickup_deadline is None:
        raise NoticeUnknownError
    return notice.pickup_deadline


def require_bookable(notice: Notice, *, starts_at: datetime) -> None:
    """Raises a refusal unless the notice may book a slot that starts then."""
    if is_over(require_open(notice), office_date(starts_at)):
        raise PickupDeadlineError


def require_open(notice: Notice) -> date:
    """The last day to come; raises a refusal where nothing can be booked (any more)."""
    deadline = require_released(notice)
    if notice.withdrawn is not None:
        raise NoticeWithdrawnError
    if notice.attended:
        raise NoticeDoneError
    return deadline
