"""What is free (空き状況), for everybody: a page, JSON and CSV, as bytes at most one second old.

It is made from the desk's own memory, day by day, and only the days on which something happened.
"""

from booking_web.availability.days import OpenDay
from booking_web.availability.state import Availability, Snapshot

__all__ = ["Availability", "OpenDay", "Snapshot"]
