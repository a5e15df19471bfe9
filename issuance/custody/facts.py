"""What can happen to a box of cards, to the place of a card, and to a sheet with PINs."""

from uuid import UUID

from issuance.custody.findings import BoxDisposed, FindingNoted, FindingSettled, ScanUndone
from issuance.ledger.facts import fact


@fact("box.announced")
class BoxAnnounced:
    """A delivery list named the cards in the box (発送一覧)."""

    box: str
    card_serials: tuple[str, ...]


@fact("box.opened")
class BoxOpened:
    """Two people opened the box."""

    officers: tuple[str, str]


@fact("box.card-scanned")
class CardScanned:
    """A card was taken out and its serial read."""

    card_serial: str


@fact("box.closed")
class BoxClosed:
    """Every announced card was scanned, no other: the box may be thrown away."""

    count: int


BoxFact = (
    BoxAnnounced
    | BoxOpened
    | CardScanned
    | ScanUndone
    | FindingNoted
    | FindingSettled
    | BoxClosed
    | BoxDisposed
)


@fact("custody.card-received")
class CardReceived:
    """The card came into the office's keeping."""

    card_serial: str
    place: str


@fact("custody.card-moved")
class CardMoved:
    from_place: str
    to_place: str


@fact("custody.card-left")
class CardLeft:
    """The card left the office's keeping: by post, over the counter, back to J-LIS."""

    from_place: str
    how: str


CustodyFact = CardReceived | CardMoved | CardLeft


@fact("pin-sheet.taken")
class SheetTaken:
    """A sealed sheet with PINs came into the office's keeping (依頼書の受領)."""

    sheet_number: str
    case_id: UUID
    place: str


@fact("pin-sheet.moved")
class SheetMoved:
    """The sheet was handed on, its number scanned by who took it (依頼書の受渡し)."""

    from_place: str
    to_place: str


@fact("pin-sheet.destroyed")
class SheetDestroyed:
    """Two people destroyed the sheet (依頼書の廃棄)."""

    witnesses: tuple[str, str]


SheetFact = SheetTaken | SheetMoved | SheetDestroyed
