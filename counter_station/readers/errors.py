"""What can go wrong between a program and a card."""

from typing import ClassVar


class CardError(Exception):
    """The card or its reader did not do what it was asked.

    `code` never changes; what a person reads is chosen by it at the screen. No message ever
    carries what went to or came from the card.
    """

    code: ClassVar[str] = "card-error"


class NoReaderError(CardError):
    """No reader of that name is attached."""

    code = "no-reader"


class NoCardError(CardError):
    """The reader is empty."""

    code = "no-card"


class CardRemovedError(CardError):
    """The card went away, or was reset by somebody; this link is over, open a new one."""

    code = "card-removed"


class CardMuteError(CardError):
    """Something lies on the reader that does not answer as a card."""

    code = "card-mute"


class CardTimeoutError(CardError):
    """The card has not answered in time; this link is over, take the card off the reader."""

    code = "card-timeout"


class ReaderBusyError(CardError):
    """Another program holds the card."""

    code = "reader-busy"


class ReaderServiceDownError(CardError):
    """The PC/SC service (pcscd) is not running, or not installed."""

    code = "reader-service-down"


class ReaderFailedError(CardError):
    """The reader answered with an error we have no better name for."""

    code = "reader-failed"

    def __init__(self, result: int) -> None:
        super().__init__(f"PC/SC {result & 0xFFFFFFFF:08X}")
        self.result = result


class NoPrivateReadersError(CardError):
    """Private readers cannot run on this machine; `reason` is one plain line for its owner."""

    code = "no-private-readers"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
