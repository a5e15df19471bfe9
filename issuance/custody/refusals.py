"""Why a box, a place or a card does not do what was asked."""

from issuance.errors import Refusal


class UnknownBoxError(Refusal):
    """No delivery list names this box."""

    code = "box-unknown"


class BoxNotOpenError(Refusal):
    """The box must be opened by two people first, or is closed already."""

    code = "box-not-open"


class BoxOpenedError(Refusal):
    """The box was opened already; nothing more can be announced for it."""

    code = "box-opened"


class BoxNotClosedError(Refusal):
    """A box is thrown away only when it was closed at count = list."""

    code = "box-not-closed"


class SamePersonError(Refusal):
    """Two different people are needed."""

    code = "four-eyes"


class NotInBoxError(Refusal):
    """The delivery list does not name this card for this box; put it aside and tell J-LIS."""

    code = "not-in-box"


class NotACardError(Refusal):
    """What was scanned is no card's serial: 15 digits."""

    code = "not-a-card"


class NotScannedError(Refusal):
    """This card was not scanned out of this box, or the case has gone on since."""

    code = "not-scanned"


class NothingToSettleError(Refusal):
    """Nothing is open about this card, or it does not end so."""

    code = "nothing-to-settle"


class BoxMismatchError(Refusal):
    """Cards on the list were not scanned; the box must not be thrown away."""

    code = "box-mismatch"

    def __init__(self, card_serials: tuple[str, ...]) -> None:
        super().__init__(card_serials)
        self.card_serials = card_serials


class NotInCustodyError(Refusal):
    """The card is not in the office's keeping."""

    code = "not-in-custody"


class LiesElsewhereError(Refusal):
    """The card is recorded at another place than the one it was said to come from."""

    code = "lies-elsewhere"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class VoidCardStaysError(Refusal):
    """A void card goes to destruction and nowhere else."""

    code = "void-card-stays"


class PlaceUnknownError(Refusal):
    """The office has no such place, or cards are not put there by hand."""

    code = "place-unknown"


class PlaceTakenError(Refusal):
    """Another card lies at this position."""

    code = "place-taken"


class PlaceCodeError(Refusal):
    """A place's code: letters and digits with hyphens between, at most 20."""

    code = "place-code"


class PlaceInUseError(Refusal):
    """Cards lie there: move them first."""

    code = "place-in-use"
