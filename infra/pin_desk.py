"""The PIN desk (暗証番号設定): a back-office PC with a card reader and the key to the sealed PINs.

An officer lays a card on the reader. The office hands out the sealed PINs of exactly that card,
and only after two officers opened its envelope. They are unsealed here, written, and wiped; the
office hears which references are set. The writer is a simulation on virtual cards: the commands
of the real terminal are not public.
"""

import asyncio
from collections.abc import Mapping

import structlog

from counter_station.readers.connection import CardError, CardPresence, CardTransport
from infra.card_reader import open_reader
from infra.pin_office import OfficeAwayError, PinOffice, Waiting
from infra.processes import PinDeskSettings
from issuance.errors import Refusal
from issuance.pins.card import CardNumber, WritableCard
from issuance.pins.journal import FileJournal
from issuance.pins.keys import OpeningKey
from issuance.pins.references import Reference
from issuance.pins.sealing import EnvelopeContext, open_sealed
from issuance.pins.writer import Outcome, PinUncertainError, outcomes, set_pins

log = structlog.get_logger("pin-desk")


async def run(settings: PinDeskSettings, told: asyncio.Event) -> None:
    """Serve the reader until told to end; a card that is being written is finished first."""
    key = OpeningKey.read(settings.opening_key_path, settings.opening_key_passphrase)
    settings.journals.mkdir(mode=0o700, parents=True, exist_ok=True)
    with PinOffice(settings.office_url, settings.token) as office:
        desk = PinDesk(open_reader(settings.reader), office, key, settings)
        while not told.is_set():
            await asyncio.to_thread(desk.serve)
            if settings.health_file is not None:
                settings.health_file.touch()


class PinDesk:
    """One reader and what lies on it."""

    def __init__(
        self,
        reader: tuple[CardTransport, str],
        office: PinOffice,
        key: OpeningKey,
        settings: PinDeskSettings,
    ) -> None:
        self._transport, self._reader = reader
        self._office, self._key, self._settings = office, key, settings
        self._seen = CardPresence(present=False, count=-1)
        self._finished = ""

    def serve(self) -> None:
        """Wait a moment for a card and do what is to be done with it; never raises a card's fault.

        A card that is finished is left alone until another lies there: cards are told apart by
        their serial, since a quick exchange can go unnoticed by the reader. One whose envelope
        is not open yet is asked for again each time.
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
            if number.serial == self._finished:
                return
            waiting = self._office.waiting(number.serial)
            if waiting is None:
                return
            journal = FileJournal(
                self._settings.journals / f"{waiting.envelope_id}.journal",
                serial=number.serial,
                envelope_id=waiting.envelope_id,
            )
            self._finished = number.serial  # after a refusal a person must look first
            expected = CardNumber(
                serial=waiting.card_serial, municipality=self._settings.tenant[:5]
            )
            try:
                with open_sealed(
                    waiting.blob, context=self._context(waiting), key=self._key
                ) as values:
                    reached = set_pins(link, values, expected=expected, journal=journal)
            except PinUncertainError:
                reached = outcomes(waiting.pin_kinds, journal)
                self._report(waiting, "uncertain", reached)
                return
            except Refusal:
                # The office keeps the card apart: a person has to look at it, and must be told.
                self._report(waiting, "refused", outcomes(waiting.pin_kinds, journal))
                raise
        self._report(waiting, "set", reached)
        journal.destroy()

    def _report(self, waiting: Waiting, outcome: str, reached: Mapping[Reference, Outcome]) -> None:
        references = [each.value for each, state in reached.items() if state is Outcome.SET]
        self._office.report(waiting, outcome, references)
        log.info("card-reported", outcome=outcome, references=references)

    def _context(self, waiting: Waiting) -> EnvelopeContext:
        return EnvelopeContext(
            tenant=self._settings.tenant,
            case_id=waiting.case_id,
            envelope_id=waiting.envelope_id,
        )
