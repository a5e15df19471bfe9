"""What the resident record says of a holder besides leaving and dying, by which the card lapses.

Source: domain.md 3.5 (record deleted, number or resident code changed).
"""

from issuance.ledger.facts import fact


@fact("case.record-deleted")
class RecordDeleted:
    """The office itself deleted the holder's resident record (職権消除)."""


@fact("case.number-changed")
class NumberChanged:
    """The holder was given another individual number or resident code; neither is told here."""


RecordFact = RecordDeleted | NumberChanged
