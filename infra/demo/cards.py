"""The demo's virtual cards: one for each card of the delivery list, as it left the factory."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg

from counter_station.cards.secrets import era_date
from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData, Holder
from infra.demo.readers import PIN_DESK, DemoReaders
from issuance.applicants.person import Person, Sex
from issuance.application import Issuance
from issuance.cases.facts import CardExpected
from issuance.cases.state import Case, evolve

_SEXES: Final = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.NOT_STATED: "9"}
_IN_SETTING = "SELECT card_serial FROM office.case_overview WHERE stage = 'setting' ORDER BY 1"


def card_file(folder: Path, card_serial: str) -> Path:
    return folder / f"{card_serial}.json"


async def make_cards(issuance: Issuance, folder: Path, cases: Sequence[UUID]) -> None:
    """Make the cards of *cases* as the delivery list has them; one that is there keeps its PINs."""
    async with issuance.work.log.transaction() as tx:
        streams = await tx.read_many(cases, Case(), evolve)
        people = await issuance.work.registry.load_many(tx.connection, cases)
    for case_id, stream in streams.items():
        card, known = stream.state.card, people.get(case_id)
        if card is not None and not card_file(folder, card.card_serial).exists():
            person = known.person if known else None
            data = card_data(card, person, issuance.work.policy.tenant)
            KeptCard.create(card_file(folder, card.card_serial), data)


def card_data(card: CardExpected, person: Person | None, tenant: str) -> CardData:
    """What the factory writes on the card; without attributes when the person was erased."""
    return CardData(
        serial=card.card_serial,
        municipality=tenant[:5],
        expires_on=card.expires_on,
        signature_certificate=card.signature_certificate,
        authentication_certificate=card.authentication_certificate,
        pinless=card.pinless,
        holder=None if person is None else _holder(card, person),
    )


def _holder(card: CardExpected, person: Person) -> Holder:
    """The security code on a demo card's face is the end of its serial number."""
    return Holder(
        name=person.name,
        address=person.address,
        birth_date=f"{person.birth_on:%Y%m%d}",
        sex=_SEXES[person.sex],
        era_birth_date=era_date(person.birth_on),
        security_code=card.card_serial[-4:],
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
