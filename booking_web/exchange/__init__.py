"""What the zones tell each other: signed, numbered batches, fetched and brought by the office."""

from booking_web.exchange.exchange import Exchange

__all__ = ["Exchange"]
