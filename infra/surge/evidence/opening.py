"""Evidence of an opening: the draw was fair, and no more came in than the site can serve."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg

from infra.surge.evidence.proof import Proof
from infra.surge.evidence.whole import finding
from infra.surge.houses.houses import OpenHouse
from loadtests.auditor.draw import drawn_order, is_of, kept_its_promise, strength
from loadtests.journal import notes

_DRAWN: Final = """SELECT ticket_id, lapses FROM booking.waiting_tickets
  WHERE lane = 'drawn' ORDER BY place"""
_CALLS: Final = """SELECT extract(epoch FROM called_at)::float8, last - first + 1
  FROM booking.waiting_calls ORDER BY called_at"""
_WINDOW_SECONDS: Final = 5.0
_IN_TIME_SECONDS: Final = 1.0
"""Whose page came so long before the opening was surely there before it."""


async def draw_evidence(house: OpenHouse, folder: Path) -> Proof:
    """Drawn again from what the public saw, over the tickets that the clients saw."""
    seen = [json.loads(told) for _, told in notes(folder, "draw")]
    published = next((each for each in seen if "fingerprint" in each), None)
    if published is None:
        return Proof(findings=(finding("draw_published", "what was drawn is published", ["-"]),))
    rows = await _fetch(house, _DRAWN)
    stands = [row["ticket_id"] for row in rows]
    order = drawn_order(published, stands)
    moved = {row["ticket_id"] for row in rows if row["lapses"]}
    early = _early(folder, house.drill.number("opens_at"))
    coming = [each for each in early if each in set(stands)]
    promise = seen[0]["promise_sha256"]
    return Proof(
        figures={
            "draw.people": float(len(order)),
            "draw.strength": strength(coming, [each for each in order if each in set(coming)]),
        },
        findings=(
            finding(
                "draw_promised",
                "the draw was made with the key promised before anybody came",
                [] if kept_its_promise(promise, published) else [promise],
            ),
            finding(
                "draw_of_all",
                "those who were drawn are those whose fingerprint was published",
                [] if is_of(published, stands) else [f"{len(stands)} tickets do not fit"],
            ),
            finding(
                "draw_left_out",
                "who was there before the opening was drawn",
                [str(each) for each in early if each not in set(stands)],
            ),
            finding(
                "draw_kept",
                "everybody stands where the draw put them, but who did not come when called",
                _misplaced(stands, order, moved),
            ),
        ),
    )


def _early(folder: Path, opens_at: float) -> list[UUID]:
    """Those whom their page told, before the opening, that they wait; in the order of coming."""
    waiting = sorted((float(at), ticket) for at, ticket in notes(folder, "waits"))
    return [UUID(ticket) for at, ticket in waiting if at < opens_at - _IN_TIME_SECONDS]


def _misplaced(stands: list[UUID], order: list[UUID], moved: set[UUID]) -> list[str]:
    """Tickets that stand in another order than the draw put them; *moved* lost their place."""
    found = [each for each in stands if each not in moved]
    due = [each for each in order if each not in moved]
    return [str(each) for each, other in zip(found, due, strict=True) if each != other]


async def admission_evidence(house: OpenHouse, folder: Path) -> Proof:
    """How fast people were called, and how fast they came."""
    calls = [(float(at), int(people)) for at, people in await _fetch(house, _CALLS)]
    let_in = sorted(float(at) for at, _ in notes(folder, "let-in"))
    return Proof(
        figures={
            "admission.called": float(sum(people for _, people in calls)),
            "admission.let_in": float(len(let_in)),
            "admission.most_a_second": most_a_second(calls),
        }
    )


def most_a_second(calls: Sequence[tuple[float, int]]) -> float:
    """Of all windows of five seconds that begin with a call, the fullest, by the second."""
    fullest = 0
    for nth, (began, _) in enumerate(calls):
        within = sum(people for at, people in calls[nth:] if at - began < _WINDOW_SECONDS)
        fullest = max(fullest, within)
    return fullest / _WINDOW_SECONDS


async def _fetch(house: OpenHouse, query: str) -> "list[asyncpg.Record]":
    connection = await asyncpg.connect(house.booking.dsn)
    try:
        return await connection.fetch(query)
    finally:
        await connection.close()
