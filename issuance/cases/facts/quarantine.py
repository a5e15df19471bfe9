"""What can happen to a card whose PINs are in doubt (設定の確認) or ran out of time."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact


class Seen(StrEnum):
    """What a reading told of one reference. Values are stored and never change."""

    SET = "set"  # it answers to the holder's PIN
    UNTOUCHED = "untouched"  # nothing was ever written there
    UNKNOWN = "unknown"  # neither can be said without spending a try


@fact("case.card-check-begun")
class CardCheckBegun:
    """Two officers lay an uncertain card on the reader to find out how it stands (設定の確認)."""

    officers: tuple[str, str]
    four_eyes: bool = True


@fact("case.card-checked")
class CardChecked:
    """What the reader said: `seen` and `tries` (left) belong to `references`, in that order."""

    references: tuple[str, ...]
    seen: tuple[Seen, ...]
    tries: tuple[int, ...]


@fact("case.card-unusable")
class CardUnusable:
    """Two officers gave the card up: its PINs cannot be known; a new one is made (設定不能)."""

    officers: tuple[str, str]
    four_eyes: bool = True


@fact("case.holder-asked-again")
class HolderAskedAgain:
    """The PINs are gone and not on the card: the holder comes once more (再来庁のお願い)."""

    envelope_id: UUID
    come_by: date


QuarantineFact = CardCheckBegun | CardChecked | CardUnusable | HolderAskedAgain
