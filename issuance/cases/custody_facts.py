"""What happens to a case when its card is unpacked, found defective, or made anew."""

from enum import StrEnum

from issuance.ledger.facts import fact


class CardDefect(StrEnum):
    """What is wrong with a card itself. Values are stored and never change."""

    DAMAGED = "damaged"
    MISPRINTED = "misprinted"
    DEAD_CHIP = "dead-chip"


@fact("case.arrival-undone")
class ArrivalUndone:
    """The card's scan was a slip: it lies in its box (読み取りの取消し)."""


@fact("case.card-defective")
class CardDefective:
    """The card cannot be issued (カード不良); it is set aside until J-LIS makes another."""

    defect: CardDefect


@fact("case.remake-requested")
class RemakeRequested:
    """Two people sent the card back to J-LIS; another one is expected (作り直しの依頼)."""

    officers: tuple[str, str]


CustodyOfCase = ArrivalUndone | CardDefective | RemakeRequested
