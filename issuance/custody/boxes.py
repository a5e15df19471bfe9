"""A box of cards: opened by two, scanned card by card, closed only when the count is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from issuance.custody.facts import BoxAnnounced, BoxClosed, BoxFact, BoxOpened, CardScanned
from issuance.custody.findings import (
    FITTING,
    BoxDisposed,
    Finding,
    FindingNoted,
    FindingSettled,
    ScanUndone,
    Settlement,
)
from issuance.custody.refusals import (
    BoxMismatchError,
    BoxNotClosedError,
    BoxNotOpenError,
    BoxOpenedError,
    NothingToSettleError,
    NotInBoxError,
    NotScannedError,
    SamePersonError,
    UnknownBoxError,
)


class Outcome(StrEnum):
    """What a scan turned out to be; each says on screen what to do now."""

    TAKEN = "taken"
    AGAIN = "again"
    UNLISTED = "unlisted"
    OTHER_BOX = "other-box"


@dataclass(frozen=True, kw_only=True)
class Box:
    name: str = ""
    announced: frozenset[str] = frozenset()
    scanned: frozenset[str] = frozenset()
    findings: Mapping[str, Finding] = field(default_factory=dict[str, Finding])
    """What is wrong and not settled, by card."""
    opened: bool = False
    closed: bool = False
    disposed: bool = False

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Cards that keep the box from being closed; one of another box is counted there."""
        other = {s for s, finding in self.findings.items() if finding is Finding.OTHER_BOX}
        return tuple(sorted((self.announced - self.scanned) | (self.findings.keys() - other)))


def evolve(box: Box, happened: BoxFact) -> Box:
    match happened:
        case BoxAnnounced(box=name, card_serials=serials):
            return replace(box, name=name, announced=box.announced | set(serials))
        case BoxOpened():
            return replace(box, opened=True)
        case CardScanned(card_serial=serial):
            found = _without(box.findings, serial)
            return replace(box, scanned=box.scanned | {serial}, findings=found)
        case ScanUndone(card_serial=serial):
            return replace(box, scanned=box.scanned - {serial})
        case FindingNoted(card_serial=serial, finding=finding):
            return replace(box, findings={**box.findings, serial: finding})
        case FindingSettled():
            return _settled(box, happened)
        case BoxClosed():
            return replace(box, closed=True)
        case BoxDisposed():
            return replace(box, disposed=True)
        case _:
            assert_never(happened)


def _settled(box: Box, settled: FindingSettled) -> Box:
    """A card that J-LIS never packed is taken off the list."""
    found = _without(box.findings, settled.card_serial)
    return replace(box, announced=box.announced - {settled.card_serial}, findings=found)


def announce(box: Box, *, name: str, card_serials: tuple[str, ...]) -> list[BoxAnnounced]:
    """Note what the list says is in the box; what is known already adds nothing."""
    new = tuple(serial for serial in card_serials if serial not in box.announced)
    if not new:
        return []
    if box.opened:
        raise BoxOpenedError
    return [BoxAnnounced(box=name, card_serials=new)]


def open_box(box: Box, *, officers: tuple[str, str]) -> list[BoxOpened]:
    if not box.announced:
        raise UnknownBoxError
    _require_two(officers)
    return [] if box.opened else [BoxOpened(officers=officers)]


def outcome_of(box: Box, *, card_serial: str, listed_in: str) -> Outcome:
    """What scanning this card out of the box means; *listed_in* as in `FindingNoted`."""
    if card_serial in box.scanned:
        return Outcome.AGAIN
    if card_serial in box.announced:
        return Outcome.TAKEN
    if listed_in and listed_in != box.name:
        return Outcome.OTHER_BOX
    return Outcome.UNLISTED


def scan(
    box: Box, *, card_serial: str, listed_in: str = ""
) -> list[CardScanned] | list[FindingNoted]:
    """A card out of this box; what is not on its list is noted. Twice adds nothing."""
    _require_open(box)
    match outcome_of(box, card_serial=card_serial, listed_in=listed_in):
        case Outcome.AGAIN:
            return []
        case Outcome.TAKEN:
            return [CardScanned(card_serial=card_serial)]
        case Outcome.UNLISTED:
            return _noted(box, card_serial, Finding.UNLISTED, "")
        case Outcome.OTHER_BOX:
            return _noted(box, card_serial, Finding.OTHER_BOX, listed_in)


def undo_scan(box: Box, *, card_serial: str) -> list[ScanUndone]:
    _require_open(box)
    if card_serial not in box.scanned:
        raise NotScannedError
    return [ScanUndone(card_serial=card_serial)]


def report_not_found(box: Box, *, card_serial: str) -> list[FindingNoted]:
    """The list names the card, and the box is empty without it."""
    _require_open(box)
    if card_serial not in box.announced - box.scanned:
        raise NotInBoxError
    return _noted(box, card_serial, Finding.NOT_FOUND, box.name)


def settle(
    box: Box, *, card_serial: str, settlement: Settlement, officers: tuple[str, str]
) -> list[FindingSettled]:
    """Two people end what was found wrong about a card."""
    finding = box.findings.get(card_serial)
    if finding is None or settlement not in FITTING[finding]:
        raise NothingToSettleError
    _require_two(officers)
    return [FindingSettled(card_serial=card_serial, settlement=settlement, officers=officers)]


def close(box: Box) -> list[BoxClosed]:
    """The box is empty and every card is accounted for (source: the losses of domain.md 10)."""
    if box.closed:
        return []
    if not box.opened:
        raise BoxNotOpenError
    if box.unsettled:
        raise BoxMismatchError(box.unsettled)
    return [BoxClosed(count=len(box.scanned))]


def dispose(box: Box, *, officers: tuple[str, str]) -> list[BoxDisposed]:
    """Two people throw the box away; never one that is not closed (麻生, 木更津)."""
    if not box.closed:
        raise BoxNotClosedError
    _require_two(officers)
    return [] if box.disposed else [BoxDisposed(officers=officers)]


def _noted(box: Box, serial: str, finding: Finding, listed_in: str) -> list[FindingNoted]:
    if box.findings.get(serial) is finding:
        return []
    return [FindingNoted(card_serial=serial, finding=finding, listed_in=listed_in)]


def _without(findings: Mapping[str, Finding], serial: str) -> Mapping[str, Finding]:
    return {each: finding for each, finding in findings.items() if each != serial}


def _require_open(box: Box) -> None:
    if not box.opened or box.closed:
        raise BoxNotOpenError


def _require_two(officers: tuple[str, str]) -> None:
    if officers[0] == officers[1]:
        raise SamePersonError
