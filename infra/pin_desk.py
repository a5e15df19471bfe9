"""The PIN desk (暗証番号設定): a back-office PC with a card reader and the key to the sealed PINs.

An officer lays a card on the reader. The office hands out the sealed PINs of exactly that card,
and only after two officers opened its envelope. They are unsealed here, written, and wiped; the
office hears which references are set. The writer is a simulation on virtual cards: the commands
of the real terminal are not public.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import structlog

from counter_station.office_key import way_in
from counter_station.readers.connection import CardError, CardPresence, CardTransport
from infra.card_reader import open_reader
from infra.pin_keys import keep_keys, open_keys
from infra.pin_office import OfficeAwayError, PinOffice, Waiting
from infra.pin_work import CardWork, all_set
from infra.processes import PinDeskSettings
from issuance.errors import Refusal
from issuance.pins.card import CardLink, CardNumber, WritableCard
from issuance.pins.keys import KeyHolder
from issuance.pins.references import Reference
from issuance.pins.writer import Outcome, PinUncertainError, outcomes

log = structlog.get_logger("pin-desk")


async def run(settings: PinDeskSettings, told: asyncio.Event) -> None:
    """Serve the reader until told to end; a card that is being written is finished first."""
    keys = open_keys(settings)
    settings.journals.mkdir(mode=0o700, parents=True, exist_ok=True)
    with PinOffice(settings.office_url, way_in(settings.token, settings.office_key_path)) as office:
        desk = PinDesk(open_reader(settings.reader), office, keys, settings)
        tidying = keep_keys(office, keys)
        while not told.is_set():
            await asyncio.to_thread(desk.serve)
            await asyncio.to_thread(tidying)
            if settings.health_file is not None:
                settings.health_file.touch()


class PinDesk:
    """One reader and what lies on it."""

    def __init__(
        self,
        reader: tuple[CardTransport, str],
        office: PinOffice,
        keys: KeyHolder,
        settings: PinDeskSettings,
    ) -> None:
        self._transport, self._reader = reader
        self._office, self._keys, self._settings = office, keys, settings
        self._seen = CardPresence(present=False, count=-1)
        self._finished = ""

    def serve(self) -> None:
        """Wait a moment for a card and do what is to be done with it; never raises a card's fault.

        A card that is finished is left alone until another lies there or two officers open its
        envelope again; a quick exchange can go unnoticed by the reader. One whose envelope is
        not open yet is asked for again each time.
        """
        try:
            self._seen = self._transport.wait(
                self._reader, self._seen, timeout_seconds=self._settings.poll_seconds
            )
            if self._seen.present:
                self._serve_card()
            else:
                self._finished = ""
        except OfficeAwayError:
            self._finished = ""
            log.warning("office-away")
        except CardError as fault:
            self._finished = ""
            log.warning("card-not-set", code=fault.code)
        except Refusal as refusal:
            log.warning("card-refused", code=refusal.code)

    def _serve_card(self) -> None:
        with self._transport.open(self._reader) as link:
            number = WritableCard(link).number()
            waiting = self._office.waiting(number.serial)
            if waiting is None or self._finished == _name(waiting):
                return
            work = CardWork(
                waiting=waiting,
                keys=self._keys,
                journals=self._settings.journals,
                tenant=self._settings.tenant,
            )
            self._finished = _name(waiting)  # after a refusal a person must look
            if waiting.task == "check":
                self._check(work, link, number)
            else:
                self._set(work, link, number)

    def _set(self, work: CardWork, link: CardLink, number: CardNumber) -> None:
        waiting, journal = work.waiting, work.journal
        try:
            reached = work.set(link, number, lambda done, of: self._say(waiting, done, of))
        except PinUncertainError:
            self._report(waiting, "uncertain", outcomes(waiting.pin_kinds, work.journal))
        except Refusal:
            # The office keeps the card apart: a person has to look at it, and must be told.
            self._report(waiting, "refused", outcomes(waiting.pin_kinds, work.journal))
            raise
        else:
            self._report(waiting, "set", reached)
            journal.destroy()

    def _check(self, work: CardWork, link: CardLink, number: CardNumber) -> None:
        read = work.check(link, number)
        self._office.report_check(work.waiting, read)
        log.info("card-checked", stands=[each.stands.value for each in read.values()])
        if all_set(read):
            work.journal.destroy()

    def _say(self, waiting: Waiting, done: int, of: int) -> None:
        """For the officers' page; nothing depends on it."""
        with suppress(OfficeAwayError):
            self._office.tell_progress(waiting, done, of)

    def _report(self, waiting: Waiting, outcome: str, reached: Mapping[Reference, Outcome]) -> None:
        references = [each.value for each, state in reached.items() if state is Outcome.SET]
        self._office.report(waiting, outcome, references)
        log.info("card-reported", outcome=outcome, references=references)


def _name(waiting: Waiting) -> str:
    """What one opening by two officers is known by."""
    return f"{waiting.envelope_id} {waiting.opening}"
