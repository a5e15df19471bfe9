"""廃棄簿: cards destroyed together, scanned one by one, signed by two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from issuance.errors import Refusal
from issuance.ledger.facts import fact


class ScanDiffersError(Refusal):
    """The cards in hand are not those of the list; nothing is destroyed."""

    code = "destruction-count"

    def __init__(self, missing: Sequence[str], foreign: Sequence[str]) -> None:
        super().__init__(len(missing), len(foreign))
        self.missing, self.foreign = tuple(missing), tuple(foreign)


@fact("destruction-list.signed")
class ListSigned:
    """Two people destroyed the cards of the list and signed it (廃棄簿); serials only."""

    destroyed_on: date
    card_serials: tuple[str, ...]
    witnesses: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class DestructionList:
    signed: ListSigned | None = None


def evolve(listed: DestructionList, happened: ListSigned) -> DestructionList:
    del listed  # it is signed once
    return DestructionList(signed=happened)


def sign_list(
    listed: DestructionList,
    *,
    chosen: Collection[str],
    scanned: Collection[str],
    witnesses: tuple[str, str],
    destroyed_on: date,
) -> list[ListSigned]:
    """Sign for cards that were each scanned before they were destroyed.

    Raises:
        ScanDiffersError: a chosen card was not scanned, or another one was.
    """
    if listed.signed is not None:
        return []
    missing, foreign = sorted({*chosen} - {*scanned}), sorted({*scanned} - {*chosen})
    if missing or foreign or not chosen:
        raise ScanDiffersError(missing, foreign)
    serials = tuple(sorted(chosen))
    return [ListSigned(destroyed_on=destroyed_on, card_serials=serials, witnesses=witnesses)]


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What the two give: the list's id, the cards chosen and scanned, who they are."""

    list_id: UUID
    case_ids: tuple[UUID, ...]
    scanned: tuple[str, ...]
    witnesses: tuple[str, str]
