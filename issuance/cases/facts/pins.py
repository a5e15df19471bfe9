"""What can happen to the holder's PINs: sealed at the counter, set in the back office, gone."""

from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import Json, fact
from issuance.pins.kinds import PinKind
from issuance.pins.sheets import sheet_id_of


class SheetFault(StrEnum):
    """Why a sheet of paper cannot be used. Values are stored and never change."""

    LOST = "lost"
    UNREADABLE = "unreadable"


class SettingMethod(StrEnum):
    """How the PINs came on the card. Values are stored and never change."""

    WRITER = "writer"
    PAPER = "paper"


@fact("case.pins-sealed")
class PinsSealed:
    """The holder's PINs were sealed to the back office's key (暗証番号). Kinds only."""

    envelope_id: UUID
    pin_kinds: tuple[PinKind, ...]
    key_id: str


@fact("case.pin-sheet-sealed")
class PinSheetSealed:
    """The holder wrote the PINs on paper and sealed it (暗証番号設定依頼書). Number and kinds."""

    sheet_number: str
    pin_kinds: tuple[PinKind, ...]

    @property
    def envelope_id(self) -> UUID:
        """What stands for this envelope where sealed PINs have one."""
        return sheet_id_of(self.sheet_number)


@fact("case.pin-sheet-replaced")
class PinSheetReplaced:
    """The sheet was lost or cannot be read; the holder sealed another one (再記入)."""

    sheet_number: str
    new_number: str
    reason: SheetFault


@fact("case.pin-sheet-spent")
class PinSheetSpent:
    """The case needs its sheet no more: two people destroy it (domain.md 5)."""

    sheet_number: str
    reason: str


@fact("case.pinless-chosen")
class PinlessChosen:
    """The holder takes a card without PINs (顔認証マイナンバーカード)."""


@fact("case.pin-setting-begun")
class PinSettingBegun:
    """Two officers opened the sealed PINs for writing."""

    envelope_id: UUID
    officers: tuple[str, str]
    four_eyes: bool = True


@fact("case.reference-set")
class ReferenceSet:
    """An officer set one PIN from the sheet at the terminal; the others follow (紙の依頼書)."""

    envelope_id: UUID
    reference: str


def _by_the_writer(stored: dict[str, Json]) -> dict[str, Json]:
    """Before sheets of paper, only the writer set PINs."""
    return {**stored, "method": SettingMethod.WRITER.value}


@fact("case.pins-set", version=2, upcasters={1: _by_the_writer})
class PinsSet:
    """Every PIN the card needs is on it: checked by the writer, or confirmed by the officer."""

    envelope_id: UUID
    references: tuple[str, ...]
    method: SettingMethod = SettingMethod.WRITER


@fact("case.setting-uncertain")
class SettingUncertain:
    """Writing broke off where nobody can know the card's state; it is kept apart, never posted."""

    envelope_id: UUID


@fact("case.pin-envelope-destroyed")
class PinEnvelopeDestroyed:
    """The sealed PINs are gone: set, expired or voided."""

    envelope_id: UUID
    reason: str


PinFact = (
    PinsSealed
    | PinSheetSealed
    | PinSheetReplaced
    | PinSheetSpent
    | PinlessChosen
    | PinSettingBegun
    | ReferenceSet
    | PinsSet
    | SettingUncertain
    | PinEnvelopeDestroyed
)
