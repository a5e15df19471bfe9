"""What can happen to a venue."""

from issuance.calendar.opening_rules import OpeningRules, VenueKind
from issuance.ledger.facts import Json, fact


def _an_office(stored: dict[str, Json]) -> dict[str, Json]:
    return {**stored, "kind": VenueKind.OFFICE.value}


@fact("venue.announced", version=2, upcasters={1: _an_office})
class VenueAnnounced:
    """A place where residents collect their cards."""

    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str
    kind: VenueKind = VenueKind.OFFICE


@fact("opening.rules-set")
class OpeningRulesSet:
    """From now on the venue opens by these rules."""

    rules: OpeningRules


VenueFact = VenueAnnounced | OpeningRulesSet
