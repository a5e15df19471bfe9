"""交付目標: how many cards a month the ward aims at, and counts from before this system."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact
from issuance.planning.months import PastCount, month_of

MOST_CARDS: Final = 1_000_000


@fact("planning.campaign-target-set")
class CampaignTargetSet:
    """So many cards are to be issued in the month (named by its first day); 0: no target."""

    month: date
    cards: int


@fact("planning.past-counts-noted")
class PastCountsNoted:
    """Counts published before this system was there; they replace those noted before."""

    source: str
    counts: tuple[PastCount, ...]


CampaignFact = CampaignTargetSet | PastCountsNoted


class TargetError(Refusal):
    """No ward can aim at so many, or the month is over."""

    code = "campaign-target"


@dataclass(frozen=True, kw_only=True)
class Campaign:
    targets: dict[date, int] = field(default_factory=dict[date, int])
    source: str = ""
    past: tuple[PastCount, ...] = ()


def campaign_id_of(tenant: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:campaign:{tenant}")


def evolve(campaign: Campaign, happened: CampaignFact) -> Campaign:
    match happened:
        case CampaignTargetSet(month=month, cards=cards):
            return replace(campaign, targets={**campaign.targets, month: cards})
        case PastCountsNoted(source=source, counts=counts):
            return replace(campaign, source=source, past=counts)
        case _:
            assert_never(happened)


def set_target(
    campaign: Campaign, *, month: date, cards: int, today: date
) -> list[CampaignTargetSet]:
    """Aim at so many cards; the same again adds nothing.

    Raises:
        TargetError: the month is over, or it is no number of cards.
    """
    if not 0 <= cards <= MOST_CARDS or month_of(month) < month_of(today):
        raise TargetError
    if campaign.targets.get(month_of(month), 0) == cards:
        return []
    return [CampaignTargetSet(month=month_of(month), cards=cards)]


def note_past_counts(
    campaign: Campaign, *, source: str, counts: tuple[PastCount, ...]
) -> list[PastCountsNoted]:
    if (campaign.source, campaign.past) == (source, counts):
        return []
    return [PastCountsNoted(source=source, counts=counts)]
