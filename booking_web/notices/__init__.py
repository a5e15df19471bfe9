"""Notices that may book: who knows number and birthday is let in; who guesses is locked out."""

from booking_web.notices.identification import Identification
from booking_web.notices.lockout import Limit
from booking_web.notices.numbers import (
    NumberInvalidError,
    folded,
    format_number,
    parse_number,
    what_is_wrong,
)
from booking_web.notices.tries import NoticeKnown

__all__ = [
    "Identification",
    "Limit",
    "NoticeKnown",
    "NumberInvalidError",
    "folded",
    "format_number",
    "parse_number",
    "what_is_wrong",
]
