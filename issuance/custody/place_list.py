"""場所の一覧: the shelves and quarantine places a ward has, as data; positions are numbered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.custody import places
from issuance.custody.refusals import PlaceCodeError, PlaceInUseError, PlaceUnknownError
from issuance.ledger.facts import fact

MOST_POSITIONS: Final = 500
_CODE: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_LONGEST: Final = 20


class PlaceKind(StrEnum):
    """What a place is for. Values are stored and never change."""

    SHELF = "shelf"
    QUARANTINE = "quarantine"


@fact("place.added")
class PlaceAdded:
    """The ward has this place from now on (保管場所); the same code again changes its positions."""

    code: str
    kind: PlaceKind
    positions: int
    """Numbered 1 to this; one card each. 0: the cards lie together."""


@fact("place.retired")
class PlaceRetired:
    """No card is put there any more."""

    code: str


PlaceFact = PlaceAdded | PlaceRetired


@dataclass(frozen=True, kw_only=True)
class PlaceList:
    known: Mapping[str, PlaceAdded] = field(default_factory=dict[str, PlaceAdded])

    @property
    def has_shelves(self) -> bool:
        return any(each.kind is PlaceKind.SHELF for each in self.known.values())


def place_list_id(tenant: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:places:{tenant}")


def evolve(listed: PlaceList, happened: PlaceFact) -> PlaceList:
    match happened:
        case PlaceAdded(code=code):
            return PlaceList(known={**listed.known, code: happened})
        case PlaceRetired(code=code):
            known = {each: place for each, place in listed.known.items() if each != code}
            return PlaceList(known=known)
        case _:
            assert_never(happened)


def add(listed: PlaceList, *, code: str, kind: PlaceKind, positions: int) -> list[PlaceAdded]:
    if not _CODE.fullmatch(code) or len(code) > _LONGEST or code.lower() in places.BY_HAND:
        raise PlaceCodeError
    if not 0 <= positions <= MOST_POSITIONS:
        raise PlaceCodeError
    before = listed.known.get(code)
    if before is not None and before.kind is not kind:
        raise PlaceCodeError
    added = PlaceAdded(code=code, kind=kind, positions=positions)
    return [] if before == added else [added]


def retire(listed: PlaceList, *, code: str, lying: int) -> list[PlaceRetired]:
    """*lying*: how many cards are there now."""
    if code not in listed.known:
        return []
    if lying:
        raise PlaceInUseError
    return [PlaceRetired(code=code)]


def place_of(listed: PlaceList, text: str, words: tuple[str, ...] = places.BY_HAND) -> str:
    """The place a scanned or typed label means: "A-03", "A-03/12", "QUARANTINE" (one of *words*).

    Raises PlaceUnknownError. An office that has no shelves on its list takes any label.
    """
    if text.lower() in words:
        return text.lower()
    code, slash, position = text.partition("/")
    known = listed.known.get(code)
    if known is None:
        if listed.has_shelves or not _CODE.fullmatch(code) or slash or len(code) > _LONGEST:
            raise PlaceUnknownError
        return places.shelf(code)
    label = f"{code}/{_position(known, position)}" if slash else code
    return places.shelf(label) if known.kind is PlaceKind.SHELF else places.quarantine(label)


def _position(known: PlaceAdded, text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 4:
        raise PlaceUnknownError
    if not 1 <= int(text) <= known.positions:
        raise PlaceUnknownError
    return int(text)
