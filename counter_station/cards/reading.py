"""What a chip told: values for the moment of comparison, in memory only; cards.md §7.

Nothing here is a fact or goes to a log. What is kept of a reading are kinds and outcomes.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from counter_station.cards.secrets import LastTryAgreed, SecretText
from counter_station.readers.connection import CardLink

AnySecret = TypeVar("AnySecret", bound=SecretText | None, contravariant=True)  # noqa: PLC0105


class ChipKind(Enum):
    """Documents whose chip a counter can read."""

    MY_NUMBER = "my-number"  # 個人番号カード
    LICENCE = "licence"  # 運転免許証
    RESIDENCE_1 = "residence-1"  # 在留カード・特別永住者証明書, first generation
    RESIDENCE_2 = "residence-2"  # the one issued from 2026-06-14
    PASSPORT = "passport"  # 旅券


class SecretUsed(Enum):
    """How the chip was opened."""

    PIN = "pin"
    PRINTED_NUMBER = "printed-number"
    MRZ = "mrz"
    NONE = "none"


class Signature(Enum):
    """Whether the issuer's signature over what was read holds.

    VERIFIED needs the issuer's own key, which an installation must configure. Without it a
    signature that fits is NOT_VERIFIED: nobody calls such a chip genuine.
    """

    VERIFIED = "verified"
    NOT_VERIFIED = "not-verified"
    FAILED = "failed"
    ABSENT = "absent"


class Sex(Enum):
    """As the document says it."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """What the chip says about its holder; None where it says nothing readable as text."""

    name: str | None = field(default=None, repr=False)
    kana: str | None = field(default=None, repr=False)
    birth_on: date | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    sex: Sex | None = field(default=None, repr=False)
    expires_on: date | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class ChipReading:
    """One chip read once. Compare it with the case, keep the outcome, let it go."""

    kind: ChipKind
    secret: SecretUsed
    attributes: Attributes = field(repr=False)
    signature: Signature


class DocumentSession(Protocol[AnySecret]):
    """What every document's session offers."""

    def read(
        self, link: CardLink, secret: AnySecret, *, last_try: LastTryAgreed | None = None
    ) -> ChipReading:
        """Open the chip with *secret*, once, and read the attributes.

        Raises:
            SecretFormatError, BlockedError, LastTryError: nothing was sent.
            WrongSecretError: the card compared and refused.
            DoubtfulTryError: the link ended in the very comparison.
            OtherDocumentError, UnreadableContentError: not this document, or not its form.
            CardError: what the link or the card said otherwise.
        """
        ...
