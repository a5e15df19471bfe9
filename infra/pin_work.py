"""One card on the PIN desk's reader: its sealed PINs are opened, written or looked for, wiped."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.pin_office import Waiting
from issuance.pins.card import CardLink, CardNumber
from issuance.pins.journal import FileJournal, SettingJournal, Step
from issuance.pins.keys import KeyFault, KeyHolder, KeyUnusableError
from issuance.pins.reading import ReferenceRead, Stands, read_card
from issuance.pins.references import Reference, pin_files_for
from issuance.pins.sealing import EnvelopeContext, open_sealed
from issuance.pins.values import PinValues
from issuance.pins.writer import Outcome, require_this_card, set_pins

Say = Callable[[int, int], None]
"""Told after each reference how many references are done, of how many."""


@dataclass(frozen=True, kw_only=True)
class CardWork:
    """What one envelope needs: its journal, its key, and the card it is for."""

    waiting: Waiting
    keys: KeyHolder
    journals: Path
    tenant: str

    @property
    def expected(self) -> CardNumber:
        return CardNumber(
            serial=self.waiting.card_serial,
            municipality=self.tenant[:5],
            expires_on=self.waiting.expires_on,
        )

    @property
    def journal(self) -> FileJournal:
        return FileJournal(
            self.journals / f"{self.waiting.envelope_id}.journal",
            serial=self.waiting.card_serial,
            envelope_id=self.waiting.envelope_id,
        )

    def set(self, link: CardLink, found: CardNumber, say: Say) -> Mapping[Reference, Outcome]:
        """Write the PINs; the card is the right one before anything is unsealed.

        Raises:
            Refusal: this card is not written any further; a person has to look.
        """
        require_this_card(found, self.expected)
        total = len(pin_files_for(self.waiting.pin_kinds))
        journal = _TellingJournal(self.journal, total, say)
        with self._unsealed() as values:
            return set_pins(link, values, expected=self.expected, journal=journal)

    def check(self, link: CardLink, found: CardNumber) -> Mapping[Reference, ReferenceRead]:
        """Look how an uncertain card stands; without sealed PINs less can be told."""
        require_this_card(found, self.expected)
        kinds, journal = self.waiting.pin_kinds, self.journal
        if not self.waiting.blob:
            by_hand = self.waiting.on_paper
            return read_card(link, None, kinds=kinds, journal=journal, by_hand=by_hand)
        with self._unsealed() as values:
            return read_card(link, values, kinds=kinds, journal=journal)

    @contextmanager
    def _unsealed(self) -> Generator[PinValues]:
        """In this process's memory only, for as long as the block runs."""
        waiting = self.waiting
        key = self.keys.held().get(waiting.key_id)
        if key is None:
            raise KeyUnusableError(KeyFault.NOT_HERE)
        context = EnvelopeContext(
            tenant=self.tenant, case_id=waiting.case_id, envelope_id=waiting.envelope_id
        )
        with open_sealed(waiting.blob, context=context, key=key) as values:
            yield values


def all_set(read: Mapping[Reference, ReferenceRead]) -> bool:
    return all(each.stands is Stands.SET for each in read.values())


class _TellingJournal:
    """Says how far the card is, each time that is on disk."""

    def __init__(self, journal: SettingJournal, total: int, say: Say) -> None:
        self._journal, self._total, self._say = journal, total, say

    def steps(self) -> Mapping[Reference, Step]:
        return self._journal.steps()

    def note(self, reference: Reference, step: Step) -> None:
        self._journal.note(reference, step)
        if step is Step.SET:
            done = [each for each in self._journal.steps().values() if each is Step.SET]
            self._say(len(done), self._total)
