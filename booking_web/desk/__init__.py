"""The booking desk: the one writer of appointments, in batches; and what it shows as free."""

from booking_web.desk.desk import Desk
from booking_web.timetable.free_times import FreeDay, FreeTime
from booking_web.timetable.venues import Venue

__all__ = ["Desk", "FreeDay", "FreeTime", "Venue"]
