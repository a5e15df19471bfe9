"""Watches the card readers from a thread of its own; the pages only ever look at what it saw last.

A reader that hangs, a service that dies, a card pulled out: none of it can hold up a page.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from counter_station.cards.my_number_card import CardReading, NotAMyNumberCardError
from counter_station.cards.recognition import Recognised, recognise
from counter_station.cards.refusals import PhoneNotCardError
from counter_station.readers.connection import (
    CardError,
    CardLink,
    CardMuteError,
    CardPresence,
    CardRemovedError,
    CardTimeoutError,
    CardTransport,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderServiceDownError,
)
from counter_station.readers.others import programs_using_readers

T = TypeVar("T")

_WAIT_SECONDS = 0.5
_PAUSE_SECONDS = 2.0
_STUCK_AFTER_SECONDS = 6.0
_NEVER_SEEN: Mapping[str, CardPresence] = {}


class ReaderState(Enum):
    """What the clerk is told about the reader."""

    OFF = "off"
    SERVICE_DOWN = "service-down"
    NO_READER = "no-reader"
    EMPTY = "empty"
    READING = "reading"
    READ = "read"
    OTHER_CARD = "other-card"
    PHONE = "phone"
    TWO_CARDS = "two-cards"
    MUTE = "mute"
    REMOVED = "removed"
    BUSY = "busy"
    FAILED = "failed"
    STUCK = "stuck"


class TwoCardsError(CardError):
    """Cards lie on two readers: nobody can know which one is meant."""

    code = "two-cards"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The last look: state, what the card told freely, on which reader, when (monotonic seconds).

    programs: those that may hold the card, when it is BUSY.
    """

    state: ReaderState
    recognised: Recognised | None = None
    reader: str = ""
    programs: tuple[str, ...] = ()
    at: float = 0.0

    @property
    def reading(self) -> CardReading | None:
        """The free record, when it is a My Number card."""
        return self.recognised.my_number if self.recognised else None


class ReaderEye:
    """All readers that are attached; a card may lie on one of them."""

    def __init__(
        self, transport: CardTransport | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._seen = Seen(state=ReaderState.OFF, at=clock())
        self._known = _NEVER_SEEN
        self._held = threading.Lock()
        self._stop = threading.Event()

    def start(self) -> None:
        """A daemon thread: a card that never answers must not keep the station from ending."""
        if self._transport is not None:
            watch = threading.Thread(
                target=self._watch, args=(self._transport,), name="reader-eye", daemon=True
            )
            watch.start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> Seen:
        """What was seen last; STUCK when the thread has not come back from the reader."""
        seen = self._seen
        silent = self._clock() - seen.at
        if self._transport is not None and silent > _STUCK_AFTER_SECONDS:
            return Seen(state=ReaderState.STUCK, at=seen.at)
        return seen

    def use(self, work: Callable[[CardLink], T]) -> T:
        """Run *work* with the one card that lies there, held by us alone; reset afterwards.

        Blocks until it is done: call it from a thread. The eye keeps off the card meanwhile, and
        looks anew afterwards, since tries may have been spent.

        Raises:
            NoReaderError, NoCardError, TwoCardsError, ReaderBusyError, …: as when opening a card.
            CardError: what *work* raises.
        """
        if self._transport is None:
            raise NoReaderError
        with self._held:
            try:
                with self._transport.open(_the_card(_presence(self._transport))) as link:
                    return work(link)
            finally:
                self._known = _NEVER_SEEN

    def _watch(self, transport: CardTransport) -> None:
        while not self._stop.is_set():
            try:
                self._look_once(transport)
            except CardError as error:
                self._note(_state_of(error))
                self._known = _NEVER_SEEN
                self._stop.wait(_PAUSE_SECONDS)

    def _look_once(self, transport: CardTransport) -> None:
        now = _presence(transport)
        if now == self._known:
            first = next(iter(now))
            transport.wait(first, now[first], timeout_seconds=_WAIT_SECONDS)
            now = _presence(transport)
        if now == self._known:
            self._seen = replace(self._seen, at=self._clock())
            return
        self._known = now
        try:
            reader = _the_card(now)
        except (NoCardError, TwoCardsError) as error:
            self._note(_state_of(error))
        else:
            self._note(ReaderState.READING, reader=reader)
            self._read(transport, reader)

    def _read(self, transport: CardTransport, reader: str) -> None:
        """Read what is free, let the card go; what a card says is told, not raised.

        A card that another program holds is tried again: nothing tells when it is let go.
        """
        try:
            with self._held, transport.open(reader) as link:
                recognised = recognise(link)
        except (NoReaderError, ReaderServiceDownError, ReaderBusyError):
            raise
        except CardError as error:
            self._note(_state_of(error), reader=reader)
        else:
            state = ReaderState.READ if recognised else ReaderState.OTHER_CARD
            self._note(state, recognised, reader=reader)

    def _note(
        self, state: ReaderState, recognised: Recognised | None = None, *, reader: str = ""
    ) -> None:
        programs = programs_using_readers() if state is ReaderState.BUSY else ()
        self._seen = Seen(
            state=state,
            recognised=recognised,
            reader=reader,
            programs=tuple(programs),
            at=self._clock(),
        )


def _presence(transport: CardTransport) -> dict[str, CardPresence]:
    readers = transport.readers()
    if not readers:
        raise NoReaderError
    return {reader: transport.presence(reader) for reader in readers}


def _the_card(presence: Mapping[str, CardPresence]) -> str:
    """The reader with the card; raises NoCardError, TwoCardsError."""
    cards = [reader for reader, found in presence.items() if found.present]
    if not cards:
        raise NoCardError
    if len(cards) > 1:
        raise TwoCardsError
    return cards[0]


_STATES: tuple[tuple[type[CardError], ReaderState], ...] = (
    (NoReaderError, ReaderState.NO_READER),
    (ReaderServiceDownError, ReaderState.SERVICE_DOWN),
    (NotAMyNumberCardError, ReaderState.OTHER_CARD),
    (PhoneNotCardError, ReaderState.PHONE),
    (NoCardError, ReaderState.EMPTY),
    (TwoCardsError, ReaderState.TWO_CARDS),
    (CardMuteError, ReaderState.MUTE),
    (CardRemovedError, ReaderState.REMOVED),
    (ReaderBusyError, ReaderState.BUSY),
    (CardTimeoutError, ReaderState.STUCK),
)


def _state_of(error: CardError) -> ReaderState:
    return next((state for kind, state in _STATES if isinstance(error, kind)), ReaderState.FAILED)
