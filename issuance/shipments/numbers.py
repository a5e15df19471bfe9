"""Whose tracking number it is: the post uses numbers again, so number and day are the key."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.calendar import WardClocks
from issuance.errors import Refusal
from issuance.ledger.facts import fact


class NumberTakenError(Refusal):
    """Another envelope of these weeks has this number."""

    code = "tracking-taken"


@fact("shipment.number-taken")
class NumberTaken:
    """An envelope got this number (its stream is the number's own)."""

    case_id: UUID
    shipment_id: UUID
    taken_on: date


@dataclass(frozen=True, kw_only=True)
class TrackingNumber:
    last: NumberTaken | None = None


def evolve(number: TrackingNumber, happened: NumberTaken) -> TrackingNumber:
    del number  # who took it last
    return TrackingNumber(last=happened)


def take_number(
    number: TrackingNumber, taking: NumberTaken, clocks: WardClocks
) -> list[NumberTaken]:
    """Give the number to an envelope; the same one may take it again after it was opened.

    Raises:
        NumberTakenError: within the ward's time another case's envelope has it.
    """
    last = number.last
    if last is not None and last.shipment_id == taking.shipment_id:
        return []
    if (
        last is not None
        and last.case_id != taking.case_id
        and not clocks.number_is_free(last.taken_on, taking.taken_on)
    ):
        raise NumberTakenError
    return [taking]


def number_stream_of(number: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:tracking:{number}")
