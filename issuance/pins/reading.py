"""Finding out how a card stands whose setting broke off, without risking its last tries.

A SIMULATION like the writer: it asks virtual cards. The holder's PIN is tried only on a full
counter, the transport PIN only while two tries are left; a right one makes the counter full again.
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
    transport: TransportPins | None = None,
) -> dict[Reference, ReferenceRead]:
    """Say of each reference how it stands, and note in the journal what is certain.

    Args:
        link: the card, held exclusively; that it is the right one was checked before.
        values: the holder's PINs; None where they are gone or on paper.
        kinds: the PINs this card needs.
        journal: of this card and envelope.
        transport: what the factory set; the default is the virtual cards'.

    Raises:
        CardAnswerError: the card answers as no such card does.
    """
    card, old = WritableCard(link), transport or TransportPins()
    found: dict[Reference, ReferenceRead] = {}
    for file in pin_files_for(kinds):
        stands = _stands(card, file, values, old.of(file.kind), journal)
        found[file.reference] = ReferenceRead(stands=stands, tries=card.tries(file))
    return found


def _stands(
    card: WritableCard, file: PinFile, values: PinValues | None, old: bytes, journal: SettingJournal
) -> Stands:
    begun = journal.steps().get(file.reference) is not None
    full = card.tries(file) == file.full_tries
    if values is not None and begun and full and card.accepts(file, values[file.kind]):
        journal.note(file.reference, Step.SET)
        return Stands.SET
    if card.tries(file) >= FEWEST_TRIES and card.accepts(file, old):
        if begun:
            journal.note(file.reference, Step.ABOUT_TO_CHANGE)  # the writer looks again
        return Stands.UNTOUCHED
    return Stands.UNKNOWN
