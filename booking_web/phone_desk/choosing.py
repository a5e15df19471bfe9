"""Which slot is meant: by the time box if something stands in it, else by the chosen one."""

from uuid import UUID

from booking_web.desk import FreeTime
from booking_web.pages.choosing import venue_asked
from booking_web.phone_desk.asked_time import NoTimeError, asked_time
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import Typed
from booking_web.timetable.facts import slot_id_of


class NoSlotError(Exception):
    """No slot is meant; `code` says what to mend."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def slot_meant(visit: StaffVisit, typed: Typed) -> FreeTime:
    """The slot, free or not: whether it can be booked is for the desk to say.

    Raises NoSlotError; the codes are words of `messages.MISTAKES`.
    """
    if typed.time:
        return _by_time(visit, typed)
    if not typed.slot:
        raise NoSlotError("time-missing")
    slot = visit.slot(UUID(typed.slot))
    if slot is None:
        raise NoSlotError("time-not-offered")
    return slot


def _by_time(visit: StaffVisit, typed: Typed) -> FreeTime:
    try:
        moments = asked_time(typed.time).moments(list(typed.dates))
    except NoTimeError as error:
        raise NoSlotError("time-unreadable") from error
    venue = venue_asked(visit.site.desk, typed.venue)
    if venue is None:
        raise NoSlotError("time-not-offered")
    ids = (slot_id_of(venue.venue_id, each) for each in moments)
    offered = [slot for each in ids if (slot := visit.slot(each))]
    if not offered:
        raise NoSlotError("time-not-offered")
    return next((each for each in offered if each.fits), offered[0])
