"""照合: what a chip says beside what the office knows. In memory; only outcomes are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from counter_station.cards.reading import ChipReading
from counter_station.office_answers import Resident
from issuance.identity.chip import Attribute
from issuance.identity.folding import fold_address, fold_kana, fold_name, is_latin
from issuance.identity.variants import Variants


class Likeness(Enum):
    """How one attribute of the two stands."""

    SAME = "same"
    DIFFERS = "differs"
    ABSENT = "absent"  # one of the two does not say it, or not in the same script


@dataclass(frozen=True, kw_only=True)
class Side:
    """One attribute side by side, as both write it; its repr shows neither."""

    attribute: Attribute
    record: str = field(repr=False)
    chip: str = field(repr=False)
    likeness: Likeness


def compare(
    reading: ChipReading, resident: Resident | None, variants: Variants
) -> Mapping[Attribute, Likeness]:
    """Say of each attribute whether chip and record agree; nothing is ever merged.

    Args:
        reading: what the chip told.
        resident: the office's record, None where it is away or it is not the resident's document.
        variants: which characters of names and places count as one.
    """
    return {side.attribute: side.likeness for side in side_by_side(reading, resident, variants)}


def side_by_side(
    reading: ChipReading, resident: Resident | None, variants: Variants
) -> tuple[Side, ...]:
    """The same with both texts, for the clerk's eyes alone."""
    chip = reading.attributes
    born = chip.birth_on.isoformat() if chip.birth_on else ""
    known = resident.birth_on.isoformat() if resident and resident.birth_on else ""
    pairs = (
        (Attribute.NAME, resident.name if resident else "", chip.name or ""),
        (Attribute.KANA, resident.name_kana if resident else "", chip.kana or ""),
        (Attribute.BIRTH, known, born),
        (Attribute.ADDRESS, resident.address if resident else "", chip.address or ""),
    )
    return tuple(
        Side(attribute=each, record=record, chip=told, likeness=_like(each, record, told, variants))
        for each, record, told in pairs
    )


def _like(attribute: Attribute, record: str, chip: str, variants: Variants) -> Likeness:
    if not record or not chip:
        return Likeness.ABSENT
    if attribute is Attribute.NAME and is_latin(record) != is_latin(chip):
        return Likeness.ABSENT
    same = _key(attribute, record, variants) == _key(attribute, chip, variants)
    return Likeness.SAME if same else Likeness.DIFFERS


def _key(attribute: Attribute, text: str, variants: Variants) -> str:
    match attribute:
        case Attribute.NAME:
            return fold_name(text.replace("<", " ").replace(",", " "), variants)
        case Attribute.KANA:
            return fold_kana(text)
        case Attribute.BIRTH:
            return text
        case Attribute.ADDRESS:
            return fold_address(text, variants)
