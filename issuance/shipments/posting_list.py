"""差出票: what the post takes on one walk, by kind, counted by hand before it goes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact
from issuance.shipments.mail import MailClass


class CountDiffersError(Refusal):
    """Not as many envelopes in the tray as on the list; nothing is handed over."""

    code = "posting-count"

    def __init__(self, listed: int, counted: int) -> None:
        super().__init__(listed, counted)
        self.listed, self.counted = listed, counted


class ListOverError(Refusal):
    """This list was handed over; a new one is made for what is left."""

    code = "posting-list-over"


@fact("posting-list.handed-over")
class ListHandedOver:
    """The post took every envelope of the list in one act (差出し). Ids and numbers only."""

    posted_on: date
    number: int
    shipments: tuple[UUID, ...]
    registered: int
    addressee_only: int


@dataclass(frozen=True, kw_only=True)
class PostingList:
    handed_over: ListHandedOver | None = None


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A sealed envelope on a list."""

    shipment_id: UUID
    mail_class: MailClass


def evolve(posting_list: PostingList, happened: ListHandedOver) -> PostingList:
    del posting_list  # it is handed over once
    return PostingList(handed_over=happened)


def hand_over_list(
    posting_list: PostingList,
    *,
    posted_on: date,
    number: int,
    envelopes: Sequence[Envelope],
    counted: int,
) -> list[ListHandedOver]:
    """Give the whole list to the post, all or none.

    *number* is the list's number of the day, from 1; *counted*, how many somebody counted in the
    tray.

    Raises:
        CountDiffersError: the tray holds another number than the list.
        ListOverError: another list was handed over under this number.
    """
    shipments = tuple(each.shipment_id for each in envelopes)
    if (before := posting_list.handed_over) is not None:
        if set(before.shipments) == set(shipments):
            return []
        raise ListOverError
    if counted != len(envelopes) or not envelopes:
        raise CountDiffersError(len(envelopes), counted)
    kinds = Counter(each.mail_class for each in envelopes)
    return [
        ListHandedOver(
            posted_on=posted_on,
            number=number,
            shipments=shipments,
            registered=kinds[MailClass.SIMPLIFIED_REGISTERED],
            addressee_only=kinds[MailClass.ADDRESSEE_ONLY],
        )
    ]


def list_id_of(posted_on: date, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:posting-list:{posted_on}:{number}")
