"""予約なしの受付: for what, and how many parties a day, a venue takes without an appointment."""

from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.ledger.facts import fact

MOST_PLACES = 1_000


@fact("capacity.walk-ins-allowed")
class WalkInsAllowed:
    """The venue takes so many walk-ins a day for these services; they replace those before."""

    services: tuple[Service, ...]
    places: int


class WalkInTermsError(Refusal):
    """No venue can take walk-ins so."""

    code = "walk-in-terms"


def allow(
    before: WalkInsAllowed | None, *, services: tuple[Service, ...], places: int
) -> list[WalkInsAllowed]:
    """The same again adds nothing; no places at all means that the venue takes none."""
    if not 0 <= places <= MOST_PLACES or (places and not services):
        raise WalkInTermsError
    allowed = WalkInsAllowed(services=services, places=places)
    return [] if before == allowed else [allowed]
