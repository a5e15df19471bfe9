"""Why a card could not be read with the holder's secret. Each has a code; words are elsewhere.

What the link itself raises (`CardRemovedError`, `CardTimeoutError`, …) passes through, but for the
one command that may cost a try: see DoubtfulTryError.
"""

from counter_station.readers.errors import CardError


class OtherDocumentError(CardError):
    """The card on the reader is not the document that was chosen, or not the one of before."""

    code = "other-document"


class PhoneNotCardError(CardError):
    """A phone with the electronic certificates lies there. It is no identity document."""

    code = "phone-not-card"


class SecretFormatError(CardError):
    """What was typed cannot be this secret; it was not sent, no try was spent."""

    code = "secret-format"


class WrongSecretError(CardError):
    """The card compared and refused. `tries_left` is None where the card does not count."""

    code = "wrong-secret"

    def __init__(self, tries_left: int | None) -> None:
        super().__init__()
        self.tries_left = tries_left


class BlockedError(CardError):
    """No tries are left (ロック); only who issued the document can open it again."""

    code = "secret-blocked"


class LastTryError(CardError):
    """One try is left: not sent until holder and clerk both said that they want it."""

    code = "last-try"


class UnreadableContentError(CardError):
    """The chip opened, but what it holds has not the form that its specification demands."""

    code = "content-unreadable"


class DoubtfulTryError(CardError):
    """The link ended while the secret was compared: nobody knows whether the card did it.

    Never send the secret again because of this. Ask the tries of the same card, back on a reader,
    and compare them with `tries_before`: `fate_of_try` and its like do. `card_serial` is
    that of a card which tells it freely, so that another one is not asked instead.
    """

    code = "try-doubtful"

    def __init__(self, tries_before: int, card_serial: str | None = None) -> None:
        super().__init__()
        self.tries_before = tries_before
        self.card_serial = card_serial


class TamperedAnswerError(CardError):
    """An answer under secure messaging does not carry this chip's proof: broken off, not used."""

    code = "answer-tampered"


class ChipNotSupportedError(CardError):
    """The document was recognised, but nobody here can read its chip: go on by eye.

    A 特定在留カード, or a passport that asks for PACE.
    """

    code = "chip-not-supported"
