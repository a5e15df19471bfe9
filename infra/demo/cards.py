"""The demo's virtual cards: one for each card of the delivery list, as it left the factory."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import asyncpg

from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData
from infra.demo.readers import PIN_DESK, DemoReaders
from issuance.cases.facts import CardExpected

_IN_SETTING = "SELECT card_serial FROM office.case_overview WHERE stage = 'setting' ORDER BY 1"


def card_file(folder: Path, card_serial: str) -> Path:
    return folder / f"{card_serial}.json"


def make_cards(folder: Path, cards: Iterable[CardExpected], *, tenant: str) -> None:
    """Make the cards that are not there yet; one that is there keeps its PINs."""
    for card in cards:
        file = card_file(folder, card.card_serial)
        if not file.exists():
            KeptCard.create(
                file,
                CardData(
                    serial=card.card_serial,
                    municipality=tenant[:5],
                    expires_on=card.expires_on,
                    signature_certificate=card.signature_certificate,
                    authentication_certificate=card.authentication_certificate,
                    pinless=card.pinless,
                ),
            )


async def feed_pin_desk(
    pool: "asyncpg.Pool[asyncpg.Record]",
    readers: DemoReaders,
    folder: Path,
    told: asyncio.Event,
) -> None:
    """Lay the cards whose envelopes two officers opened on the PIN desk's reader, in turn.

    Ends when told to, never with a card half laid: a thread cannot be cancelled.
    """
    lying: str | None = None
    while not told.is_set():
        rows = await pool.fetch(_IN_SETTING)
        waiting = [row["card_serial"] for row in rows]
        following = lying if lying in waiting else next(iter(waiting), None)
        if following != lying:
            await asyncio.to_thread(_change, readers, folder, following)
            lying = following
        await asyncio.sleep(0.5)


def _change(readers: DemoReaders, folder: Path, card_serial: str | None) -> None:
    if card_serial is None:
        readers.take_off(PIN_DESK)
    else:
        readers.lay(card_file(folder, card_serial), PIN_DESK)
