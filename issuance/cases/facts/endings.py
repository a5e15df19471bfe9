"""How a case can end without its holder getting the card: missing, void, expired, destroyed."""

from datetime import date

from issuance.ledger.facts import fact
from issuance.shipments.mail import DeferralReason


@fact("case.card-missing")
class CardMissing:
    """The card is not where it should be."""

    last_place: str


@fact("case.card-found")
class CardFound:
    place: str


@fact("case.card-lost")
class CardLost:
    """The search is over: the card is void, its holder is told, a new one is made."""


@fact("case.holder-moved-out")
class HolderMovedOut:
    """The holder left the municipality (転出); the card lapses."""


@fact("case.holder-died")
class HolderDied:
    """The holder died (死亡); every notice stops."""


@fact("case.record-deleted")
class RecordDeleted:
    """The office itself deleted the holder's resident record (職権消除); the card lapses.

    Source: domain.md 3.5.
    """


@fact("case.number-changed")
class NumberChanged:
    """The holder was given another individual number or resident code; neither is told here."""


@fact("case.application-withdrawn")
class ApplicationWithdrawn:
    """The holder does not want the card any more (申請の取下げ)."""


@fact("case.card-expired")
class CardExpired:
    """The card's last day passed before its holder had it; it is destroyed at once (期限切れ)."""


@fact("case.destruction-proposed")
class DestructionProposed:
    """Nobody fetched the card in time (未交付); somebody else has to approve its destruction.

    `proposed_by` is empty in facts from before destructions were approved.
    """

    proposed_by: str = ""


@fact("case.destruction-approved")
class DestructionApproved:
    """A supervisor other than the proposer approved the destruction (廃棄の承認)."""

    approved_by: str


@fact("case.destruction-deferred")
class DestructionDeferred:
    """The destruction is put off; the card waits for its holder again (廃棄の延期)."""

    reason: DeferralReason
    until: date


@fact("case.card-destroyed")
class CardDestroyed:
    """Two people destroyed the card (廃棄)."""

    witnesses: tuple[str, str]


RecordFact = RecordDeleted | NumberChanged
EndingFact = (
    CardMissing
    | CardFound
    | CardLost
    | HolderMovedOut
    | HolderDied
    | RecordFact
    | ApplicationWithdrawn
    | CardExpired
    | DestructionProposed
    | DestructionApproved
    | DestructionDeferred
    | CardDestroyed
)
