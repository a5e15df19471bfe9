"""What Locust takes for itself, kept beside the reports: no site can be faster than that leaves."""

from pathlib import Path
from typing import Final

import msgspec

_FILE: Final = "surge-limits.json"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """CPU in milliseconds, on one machine."""

    machine: str
    bare_ms: float
    """Of a request by Locust's client alone."""
    request_ms: float
    """Of one by a phone that reads pages, with the journal."""
    journey_ms: float
    requests_a_journey: float

    def most_a_second(self, cores: int) -> float:
        """Journeys that so many cores could let come, if the site cost nothing."""
        return 1_000 * cores / self.journey_ms


def keep_limits(folder: Path, limits: Limits) -> None:
    (folder / _FILE).write_bytes(msgspec.json.format(msgspec.json.encode(limits)))


def read_limits(folder: Path, machine: str) -> Limits | None:
    """None: never measured there, or on another machine."""
    path = folder / _FILE
    if not path.exists():
        return None
    limits = msgspec.json.decode(path.read_bytes(), type=Limits)
    return limits if limits.machine == machine else None


def told(limits: Limits, cores: int) -> str:
    return (
        f"Locust alone takes {limits.bare_ms:.2f} ms of CPU a request, with a phone that reads"
        f" pages {limits.request_ms:.2f} ms: of {limits.requests_a_journey:.0f} requests a journey"
        f" {limits.journey_ms:.1f} ms. So no site, however fast, can do more than"
        f" {1_000 / limits.journey_ms:,.0f} journeys a second beside one process of Locust,"
        f" {limits.most_a_second(cores):,.0f} beside as many as these {cores} cores can run."
    )
