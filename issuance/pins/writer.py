"""Setting a card's PINs in the back office, so that it can be stopped anywhere and taken up again.

This is a SIMULATION of what a municipality's integrated terminal (統合端末) does. How first PINs
are set on a real card is not public and needs issuer keys; this writer works on virtual cards
that leave the factory with transport PINs, by the publicly known commands (cards.md §8.2).

Five references, no transaction: the journal says before and after each change how far it is. On a
new attempt a reference that was begun is tried with the *new* PIN while its counter is full; a
counter that is not full proves that this failed, so the old PIN still holds. No reference ever
loses its last two tries.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import Enum
from typing import NoReturn

from issuance.errors import Refusal
from issuance.pins.card import CardLink, CardNumber, WritableCard
from issuance.pins.journal import SettingJournal, Step
from issuance.pins.kinds import PinKind
from issuance.pins.references import PinFile, Reference, pin_files_for
from issuance.pins.values import PinValues

FEWEST_TRIES = 2


@dataclass(frozen=True, kw_only=True)
class TransportPins:
    """What a card from the factory answers to, until its PINs are set."""

    four_digits: bytes = b"0000"
    password: bytes = b"TRANSP0RT"

    def of(self, kind: PinKind) -> bytes:
        return self.password if kind is PinKind.SIGNATURE else self.four_digits


class Outcome(Enum):
    """How one reference stands, for the person at the desk."""

    WAITING = "waiting"  # not touched
    SET = "set"
    UNCERTAIN = "uncertain"  # changed or not: the next attempt finds out, or a person must


class WrongCardError(Refusal):
    """The card on the reader is not the one these PINs are for."""

    code = "wrong-card"

    def __init__(self, found: CardNumber) -> None:
        super().__init__(found.serial)
        self.found = found


class PinReferenceError(Refusal):
    """One reference is not as it must be; nothing more was tried."""

    def __init__(self, reference: Reference, tries: int | None = None) -> None:
        super().__init__(reference.value)
        self.reference = reference
        self.tries = tries


class TriesNotFullError(PinReferenceError):
    """Somebody has tried this PIN before: not a card fresh from the factory."""

    code = "pin-tries-not-full"


class NotTransportPinError(PinReferenceError):
    """The card does not answer to the transport PIN: it was set before, elsewhere."""

    code = "pin-already-set"


class PinUncertainError(PinReferenceError):
    """The card accepted neither the old nor the new PIN; a person must look."""

    code = "pin-uncertain"


def set_pins(
    link: CardLink,
    values: PinValues,
    *,
    expected: CardNumber,
    journal: SettingJournal,
    transport: TransportPins | None = None,
) -> dict[Reference, Outcome]:
    """Set every PIN in *values* on the card; call again with the same journal to go on.

    Args:
        link: the card, held exclusively.
        values: the PINs; the caller wipes them.
        expected: the card of this case.
        journal: begun for this card and envelope.
        transport: what the factory set; the default is the virtual cards'.

    Returns:
        SET for each reference. All counters were full when last read.

    Raises:
        WrongCardError, TriesNotFullError, NotTransportPinError, CardAnswerError: before or between
            changes; `outcomes` says what was reached.
        PinUncertainError: a reference is in an unknown state and stays noted as such.
        The link's own errors pass; whatever was under way is UNCERTAIN until the next call.
    """
    card = WritableCard(link)
    require_this_card(card.number(), expected)
    files = pin_files_for(values.kinds)
    unfinished = [file for file in files if journal.steps().get(file.reference) is not Step.SET]
    begun = {file.reference: _begun(card, file, journal) for file in unfinished}
    for file in unfinished:
        new, old = values[file.kind], (transport or TransportPins()).of(file.kind)
        if not (begun[file.reference] and _is_new_already(card, file, new)):
            _change(card, file, new, old, journal)
        journal.note(file.reference, Step.SET)
    for file in files:
        _require_full(card, file)
    return outcomes(values.kinds, journal)


def require_this_card(found: CardNumber, expected: CardNumber) -> None:
    """By its free record, before anything is unsealed; raises WrongCardError."""
    if replace(found, expires_on=None) != replace(expected, expires_on=None):
        raise WrongCardError(found)
    if expected.expires_on is not None and found.expires_on != expected.expires_on:
        raise WrongCardError(found)


def outcomes(kinds: AbstractSet[PinKind], journal: SettingJournal) -> dict[Reference, Outcome]:
    """How each reference stands, as far as the journal knows; no card is needed."""
    steps = journal.steps()
    return {file.reference: _OUTCOMES[steps.get(file.reference)] for file in pin_files_for(kinds)}


_OUTCOMES: Mapping[Step | None, Outcome] = {
    None: Outcome.WAITING,
    Step.ABOUT_TO_CHANGE: Outcome.UNCERTAIN,
    Step.UNCERTAIN: Outcome.UNCERTAIN,
    Step.SET: Outcome.SET,
}


def _begun(card: WritableCard, file: PinFile, journal: SettingJournal) -> bool:
    """Look before anything is changed: True if an earlier attempt began with this reference."""
    step = journal.steps().get(file.reference)
    if step is Step.UNCERTAIN:
        raise PinUncertainError(file.reference)
    if step is None:
        _require_full(card, file)
    return step is not None


def _is_new_already(card: WritableCard, file: PinFile, new: bytearray) -> bool:
    """Try the new PIN, but only with a full counter: otherwise it was tried before and is wrong."""
    return card.tries(file) == file.full_tries and card.accepts(file, new)


def _change(
    card: WritableCard, file: PinFile, new: bytearray, old: bytes, journal: SettingJournal
) -> None:
    if card.tries(file) < FEWEST_TRIES:
        _give_up(file, journal)
    if not card.accepts(file, old):
        if journal.steps().get(file.reference) is Step.ABOUT_TO_CHANGE:
            _give_up(file, journal)
        raise NotTransportPinError(file.reference)
    journal.note(file.reference, Step.ABOUT_TO_CHANGE)
    card.change(file, new)
    if not card.accepts(file, new):
        _give_up(file, journal)


def _give_up(file: PinFile, journal: SettingJournal) -> NoReturn:
    journal.note(file.reference, Step.UNCERTAIN)
    raise PinUncertainError(file.reference)


def _require_full(card: WritableCard, file: PinFile) -> None:
    tries = card.tries(file)
    if tries != file.full_tries:
        raise TriesNotFullError(file.reference, tries)
