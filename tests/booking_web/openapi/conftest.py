"""The site of the pages' tests, with its office."""

from tests.booking_web.pages.conftest import client, clock, holder, office, resident

__all__ = ["client", "clock", "holder", "office", "resident"]
