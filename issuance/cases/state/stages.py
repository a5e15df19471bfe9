"""Where a case can stand, and why it can be void."""

from enum import StrEnum


class Stage(StrEnum):
    """Where the case stands. VOID still has a card to destroy; the last four are final."""

    UNKNOWN = "unknown"
    EXPECTED = "expected"
    ARRIVED = "arrived"
    SET_UP = "set-up"
    STORED = "stored"
    NOTIFIED = "notified"
    BOOKED = "booked"
    CHECKED_IN = "checked-in"
    IDENTITY_VERIFIED = "identity-verified"
    PINS_TAKEN = "pins-taken"
    DELIVERY_CHOSEN = "delivery-chosen"
    AWAITING_PINS = "awaiting-pins"
    SETTING = "setting"
    UNCERTAIN = "uncertain"
    READY_TO_GO = "ready-to-go"
    SEALED = "sealed"
    POSTED = "posted"
    RETURNED = "returned"
    UNCLAIMED = "unclaimed"
    VOID = "void"
    DELIVERED = "delivered"
    HANDED_OVER = "handed-over"
    DESTROYED = "destroyed"
    LOST = "lost"


class VoidBecause(StrEnum):
    """Why a case is void."""

    MOVED_OUT = "moved-out"
    DIED = "died"
    RECORD_DELETED = "record-deleted"
    NUMBER_CHANGED = "number-changed"
    WITHDRAWN = "withdrawn"
    UNUSABLE = "unusable"
    EXPIRED = "expired"
    LOST_BY_POST = "lost-by-post"
    """It was lost under way, is void since, and came back all the same."""


FINAL = frozenset({Stage.DELIVERED, Stage.HANDED_OVER, Stage.DESTROYED, Stage.LOST})
"""Nothing more happens to the card."""
