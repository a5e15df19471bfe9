"""The booking desk: the one writer of appointments, in batches; and what it shows as free."""

from booking_web.desk.desk import Desk
from booking_web.timetable.timetable import FreeDay, FreeTime, Venue

__all__ = ["Desk", "FreeDay", "FreeTime", "Venue"]
