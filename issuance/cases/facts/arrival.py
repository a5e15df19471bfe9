"""What can happen to a card from its delivery list to its shelf, or until it is made anew."""

from datetime import date
from enum import StrEnum

from issuance.ledger.facts import Json, fact


class CaseKind(StrEnum):
    """Why the card was made (交付区分). Values are stored and never change."""

    FIRST = "first"
    RENEWAL = "renewal"
    REISSUE_LOST = "reissue-lost"
    REISSUE_OTHER = "reissue-other"


def _without_old_card(body: dict[str, Json]) -> dict[str, Json]:
    return body | {"old_card_serial": None}


@fact("case.card-expected", version=2, upcasters={1: _without_old_card})
class CardExpected:
    """A delivery list announced the card (発送一覧)."""

    box: str
    card_serial: str
    kind: CaseKind
    expires_on: date
    signature_certificate: bool
    authentication_certificate: bool
    pinless: bool
    under_15: bool
    applied_on: date | None = None
    """None where the list does not tell, or told before it was asked."""
    old_card_serial: str | None = None
    """The chip's number of the card this one replaces; None as for `applied_on`, or of a first."""


@fact("case.card-arrived")
class CardArrived:
    """The card was scanned out of its box (カード到着)."""

    box: str


@fact("case.arrival-undone")
class ArrivalUndone:
    """The card's scan was a slip: it lies in its box (読み取りの取消し)."""


class CardDefect(StrEnum):
    """What is wrong with a card itself. Values are stored and never change."""

    DAMAGED = "damaged"
    MISPRINTED = "misprinted"
    DEAD_CHIP = "dead-chip"


@fact("case.card-defective")
class CardDefective:
    """The card cannot be issued (カード不良); it is set aside until J-LIS makes another."""

    defect: CardDefect


@fact("case.remake-requested")
class RemakeRequested:
    """Two people sent the card back to J-LIS; another one is expected (作り直しの依頼)."""

    officers: tuple[str, str]


@fact("case.setup-completed")
class SetupCompleted:
    """Print and certificates were checked on the integrated terminal (交付前設定)."""

    terminal_id: str


@fact("case.card-stored")
class CardStored:
    """The card was put on a shelf (保管)."""

    shelf: str


ArrivalFact = (
    CardExpected
    | CardArrived
    | ArrivalUndone
    | CardDefective
    | RemakeRequested
    | SetupCompleted
    | CardStored
)
