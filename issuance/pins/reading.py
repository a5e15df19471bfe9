"""Finding out how a card stands whose setting broke off, without risking its last tries.

A SIMULATION like the writer: it asks virtual cards. A PIN is tried only while two tries are left,
so the last one never goes; a right one makes the counter full again.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from issuance.pins.card import CardLink, WritableCard
from issuance.pins.journal import SettingJournal, Step
from issuance.pins.kinds import PinKind
from issuance.pins.references import PinFile, Reference, pin_files_for
from issuance.pins.values import PinValues
from issuance.pins.writer import FEWEST_TRIES, TransportPins


class Stands(StrEnum):
    """What one reference answers to."""

    SET = "set"  # the holder's PIN
    UNTOUCHED = "untouched"  # the transport PIN
    UNKNOWN = "unknown"  # neither, or finding out would cost too much


@dataclass(frozen=True, kw_only=True)
class ReferenceRead:
    stands: Stands
    tries: int


def read_card(
    link: CardLink,
    values: PinValues | None,
    *,
    kinds: AbstractSet[PinKind],
    journal: SettingJournal,
    by_hand: bool = False,
    transport: TransportPins | None = None,
) -> dict[Reference, ReferenceRead]:
    """Say of each reference how it stands, and note in the journal what is certain.

    Args:
        link: the card, held exclusively; that it is the right one was checked before.
        values: the holder's PINs; None where they are gone or on paper.
        kinds: the PINs this card needs.
        journal: of this card and envelope.
        by_hand: officers set it from paper; only the counters are asked, nothing is tried.
        transport: what the factory set; the default is the virtual cards'.

    Raises:
        CardAnswerError: the card answers as no such card does.
    """
    card, old = WritableCard(link), transport or TransportPins()
    found: dict[Reference, ReferenceRead] = {}
    for file in pin_files_for(kinds):
        new = values[file.kind] if values is not None else None
        pins = [] if by_hand else _to_try(card, file, new, old.of(file.kind), journal)
        stands = _stands(card, file, pins)
        _note(file, stands, journal)
        found[file.reference] = ReferenceRead(stands=stands, tries=card.tries(file))
    return found


_Candidate = tuple[Stands, bytes | bytearray]


def _to_try(
    card: WritableCard, file: PinFile, new: bytearray | None, old: bytes, journal: SettingJournal
) -> list[_Candidate]:
    """The likelier first. Begun with a full counter it is the new one, as the writer reasons.

    Without the new one a begun reference is left alone: a wrong try would mislead the writer.
    """
    begun = journal.steps().get(file.reference) is not None
    if new is None:
        return [] if begun else [(Stands.UNTOUCHED, old)]
    both: list[_Candidate] = [(Stands.SET, new), (Stands.UNTOUCHED, old)]
    full = card.tries(file) == file.full_tries
    return both if begun and full else both[::-1]


def _stands(card: WritableCard, file: PinFile, pins: list[_Candidate]) -> Stands:
    for stands, pin in pins:
        if card.tries(file) >= FEWEST_TRIES and card.accepts(file, pin):
            return stands
    return Stands.UNKNOWN


def _note(file: PinFile, stands: Stands, journal: SettingJournal) -> None:
    """What was given up and is certain now, the writer may take up again."""
    if stands is Stands.SET:
        journal.note(file.reference, Step.SET)
    if stands is Stands.UNTOUCHED and file.reference in journal.steps():
        journal.note(file.reference, Step.ABOUT_TO_CHANGE)
