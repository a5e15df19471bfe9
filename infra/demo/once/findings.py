"""What must be true at the end: facts complete, PINs on the cards, no secret anywhere."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from infra.canary import Canary, CanaryScan
from infra.demo.house import House
from infra.demo.once.hand import CardInHand
from infra.demo.once.people import Person
from infra.demo.once.timeline import Happened, topics_of
from infra.postgres.zones import ZONES
from issuance.pins.card import WritableCard
from issuance.pins.references import pin_files_for

CASE_LINE = (
    "case.card-expected",
    "case.card-arrived",
    "case.setup-completed",
    "case.card-stored",
    "case.notice-sent",
    "case.appointment-noted",
    "case.checked-in",
    "case.identity-verified",
    "case.pins-sealed",
    "case.delivery-chosen",
    "case.visit-finished",
    "case.pin-setting-begun",
    "case.pins-set",
    "case.pin-envelope-destroyed",
    "case.envelope-sealed",
    "case.handed-to-post",
    "case.delivered",
)
NOTICE_LINE = (
    "notice.released",
    "appointment.held",
    "appointment.confirmed",
    "appointment.closed",
)


def missing_facts(facts: Sequence[Happened], people: Iterable[Person]) -> list[str]:
    """Facts of the main line that are not in the logs in their order."""
    found: list[str] = []
    for person in people:
        for stream_id, line in ((person.case_id, CASE_LINE), (person.notice_id, NOTICE_LINE)):
            found += _missing(topics_of(facts, stream_id), line, person.called, stream_id)
    return found


def _missing(topics: list[str], line: Sequence[str], who: str, stream_id: UUID) -> list[str]:
    left = iter(topics)
    return [f"{who}: no {topic} in {stream_id}" for topic in line if topic not in left]


def facts_done_twice(facts: Sequence[Happened], people: Iterable[Person]) -> list[str]:
    """Steps of the main line that stand in the logs more than once."""
    return [
        f"{person.called}: {topic} {count} times"
        for person in people
        for stream_id, line in ((person.case_id, CASE_LINE), (person.notice_id, NOTICE_LINE))
        for topic, count in Counter(topics_of(facts, stream_id)).items()
        if topic in line and count > 1
    ]


def wrong_pins(house: House, people: Iterable[Person]) -> list[str]:
    """Cards that, laid on the reader, do not take the PINs their holders typed."""
    hand, wrong = CardInHand(house), list[str]()
    for person in people:
        with hand.link(person.card_serial) as link:
            card = WritableCard(link)
            wrong += [
                f"{person.called}: {file.reference.value} does not take the PIN"
                for file in pin_files_for(person.pin_kinds)
                if not card.accepts(file, person.pin(file.kind).encode())
            ]
    return wrong


async def leaks(house: House, people: Sequence[Person]) -> list[str]:
    """Where a PIN or a personal value was found. The cards themselves hold their PINs, of course.

    The delivery lists are the ward's own files; everything else that the house wrote is searched:
    both databases value by value and file by file with WAL, logs, journals, configuration.
    """
    canaries = [canary for person in people for canary in _canaries(person)]
    scan = CanaryScan(canaries)
    finds = [
        find
        for zone in ZONES
        for find in await scan.in_database(house.admin(zone).dsn, zone.database)
    ]
    folders = [house.logs, house.folder / "station", house.folder / "pin_desk"]
    folders += [house.folder / "config", house.folder / "run"]
    finds += await asyncio.to_thread(lambda: list(scan.in_files(folders)))
    data = [house.folder / "postgres"]
    finds += await asyncio.to_thread(lambda: list(scan.in_files(data, text=False)))
    return sorted({f"{find.label} in {_short(find.place, house.folder)}" for find in finds})


def _canaries(person: Person) -> Iterable[Canary]:
    for kind in sorted(person.pin_kinds, key=lambda each: each.value):
        yield Canary(label=f"{person.called}'s PIN ({kind.value})", value=person.pin(kind))
    for label, value in person.personal.items():
        yield Canary(label=f"{person.called}'s {label}", value=value)


def _short(place: str, folder: Path) -> str:
    return place.removeprefix(f"{folder}/")
