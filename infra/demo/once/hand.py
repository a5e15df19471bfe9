"""A card laid on the PIN desk's reader by hand, and what the reader tells of it."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from counter_station.cards.my_number_card import CardReading, MyNumberCard
from counter_station.readers.connection import CardError, CardLink, NoCardError
from infra.card_reader import open_reader
from infra.demo.cards import card_file
from infra.demo.house import House
from infra.demo.readers import PIN_DESK

PATIENCE_SECONDS = 90.0
_LAID_AGAIN_AFTER_SECONDS = 10.0


class TooSlowError(Exception):
    """Something that must follow by itself did not."""


class CardInHand:
    """Lays one card after another on the reader."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._transport, self._reader = open_reader(house.readers.setting(PIN_DESK))
        self._before = ""

    def reading_of(self, laid: str) -> CardReading:
        """What the reader says, free of any PIN, of the card of this file."""
        with self.link(laid) as link:
            return MyNumberCard(link).read()

    @contextmanager
    def link(self, laid: str) -> Generator[CardLink]:
        """The card on the reader, after the one before is surely gone.

        Raises:
            TooSlowError: no other card answers.
        """
        card = card_file(self._house.virtual_cards, laid)
        self._house.readers.lay(card, PIN_DESK)
        self._wait_for_another(card)
        try:
            with self._transport.open(self._reader) as link:
                yield link
        finally:
            self._house.readers.take_off(PIN_DESK)

    def _wait_for_another(self, card: Path) -> None:
        """A reader that does not see a card is given it again, as a person would do."""
        ends, why = time.monotonic() + PATIENCE_SECONDS, ""
        again = time.monotonic() + _LAID_AGAIN_AFTER_SECONDS
        while time.monotonic() < ends:
            if why == NoCardError.code and time.monotonic() > again:
                self._house.readers.take_off(PIN_DESK)
                self._house.readers.lay(card, PIN_DESK)
                again = time.monotonic() + _LAID_AGAIN_AFTER_SECONDS
            try:
                with self._transport.open(self._reader) as link:
                    found = MyNumberCard(link).read().record.serial
            except CardError as error:
                why = error.code
            else:
                if found != self._before:
                    self._before = found
                    return
                why = "the card before"
            time.sleep(0.05)
        raise TooSlowError(f"no other card answers on the PIN desk's reader: {why}")
