"""A crowd goes to this machine, or to a staging ward that was named twice; never by a slip."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

STAGING: Final = "SURGE_STAGING_WARD"


class ForeignHostError(Exception):
    """The host is not this machine, and nobody said twice that a crowd may go there."""


def require_allowed(url: str, environment: Mapping[str, str]) -> None:
    """Raises ForeignHostError."""
    host = urlsplit(url).hostname or ""
    if is_loopback(host) or environment.get(STAGING) == host:
        return
    raise ForeignHostError(
        f"{host or 'no host'} is not this machine. If it is a staging ward that may be overrun,"
        f" say so a second time: {STAGING}={host}"
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
