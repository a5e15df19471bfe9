"""Which place a label means, and whether a card may lie there."""

from unicodedata import normalize

from issuance.application.work import Work
from issuance.custody import place_list
from issuance.custody.place_list import PlaceFact, PlaceList, place_list_id
from issuance.custody.places import BY_HAND
from issuance.custody.refusals import PlaceTakenError
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction


async def places_of(tx: Transaction, work: Work) -> Stream[PlaceList, PlaceFact]:
    """The ward's own shelves and quarantine places."""
    return await tx.read(place_list_id(work.policy.tenant), PlaceList(), place_list.evolve)


async def place_for(
    tx: Transaction, work: Work, label: str, words: tuple[str, ...] = BY_HAND
) -> str:
    """The place a scanned label means; widths and small letters are forgiven.

    Raises:
        PlaceUnknownError: the office has no such place.
    """
    typed = normalize("NFKC", label).upper().replace(" ", "")
    return place_list.place_of((await places_of(tx, work)).state, typed, words)


async def require_free(tx: Transaction, place: str, card_serial: str) -> None:
    """One card a position, as far as the tables know; a shelf without positions takes many.

    Raises:
        PlaceTakenError: another card lies at this position.
    """
    if "/" not in place:
        return
    lying: str | None = await tx.connection.fetchval(
        "SELECT card_serial FROM office.card_places WHERE place = $1 AND card_serial <> $2 LIMIT 1",
        *(place, card_serial),
    )
    if lying is not None:
        raise PlaceTakenError
