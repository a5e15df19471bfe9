"""What is down: a station's card reader, or a system elsewhere that the office works with."""

from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact


class System(StrEnum):
    """Systems outside the house. Values are stored and never change."""

    JLIS = "j-lis"
    RESIDENT_RECORD = "resident-record"


@fact("counter.reader-lost")
class ReaderLost:
    """A station has no card reader that answers (リーダー不通)."""

    station: str


@fact("counter.reader-back")
class ReaderBack:
    """The station reads cards again."""

    station: str


@fact("outage.system-down")
class SystemDown:
    """An officer saw that the system does not answer (外部システム停止)."""

    system: System


@fact("outage.system-up")
class SystemUp:
    """An officer saw that it answers again (復旧)."""

    system: System


OutageFact = ReaderLost | ReaderBack | SystemDown | SystemUp


def reader_stream_of(station: str) -> UUID:
    """One stream for each station's readers."""
    return uuid5(NAMESPACE_URL, f"madoguchi:readers:{station}")


def system_stream_of(system: System) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:system:{system.value}")


def evolve(_down: bool, happened: OutageFact) -> bool:
    """Whether it is down."""
    return isinstance(happened, ReaderLost | SystemDown)


def note_reader(down: bool, *, station: str, answers: bool) -> list[ReaderLost | ReaderBack]:
    """What a station says of its readers; what is known already adds nothing."""
    if answers is not down:
        return []
    return [ReaderBack(station=station) if answers else ReaderLost(station=station)]


def note_system(down: bool, *, system: System, answers: bool) -> list[SystemDown | SystemUp]:
    if answers is not down:
        return []
    return [SystemUp(system=system) if answers else SystemDown(system=system)]
