"""過去の時点: a case, or a day's slots, as they stood at any moment; so a complaint is answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.work import card_id_of
from issuance.calendar import JST
from issuance.cases.state import Case, Stage, evolve
from issuance.ledger.facts import Recorded
from issuance.office.board.asking import moment_of
from issuance.office.board.tables import Table, shown
from issuance.office.board.words import PUBLIC
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import day_of
from issuance.office.staff import roles
from issuance.office.texts import Words
from issuance.office.texts.course import course_of
from issuance.read_models.queries_venues import VenueRow
from issuance.release.card import status_of

_BOOKED: Final = frozenset({Stage.BOOKED, Stage.CHECKED_IN})


@dataclass(frozen=True, kw_only=True)
class Then:
    """A case at a past moment. `since`: of its last fact by then."""

    case: Case
    since: datetime | None
    facts: tuple[Recorded[Any], ...]


def case_then(case_id: UUID, history: list[Recorded[Any]], at: datetime) -> Then:
    """The case's own facts, and those of its card and visits, up to that moment."""
    known = [each for each in history if each.at <= at]
    case, since = Case(), None
    for each in known:
        if each.stream_id == case_id:
            case, since = evolve(case, each.fact), each.at
    return Then(case=case, since=since, facts=tuple(known))


def public_words(words: Words, case: Case, venues: list[VenueRow]) -> str:
    """What the resident's own page said: the card's way, else the appointment, else the notice."""
    status = status_of(case)
    if status is not None:
        return words(PUBLIC[status.value])
    if case.appointment is not None and case.stage in _BOOKED:
        booked = case.appointment
        venue = next((each for each in venues if each.venue_id == booked.venue_id), None)
        where = "" if venue is None else venue.name_ja if words.code == "ja" else venue.name_en
        return words(
            "予約があります：%(at)s %(where)s（%(number)s）",
            at=words.moment(booked.starts_at),
            where=where,
            number=booked.reference,
        )
    if case.stage is Stage.NOTIFIED and case.pickup_deadline is not None:
        return words("予約できます（期限 %(day)s）", day=words.day(case.pickup_deadline))
    return words("まだ、またはもう、予約サイトに出るものはありません。")


@get("/cases/{case_id:uuid}/past", opt=staff_with(roles.CASES))
async def show_case(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    row = await desk.queries.cases.one(case_id)
    if row is None:
        raise NotFoundException
    at, unreadable = _asked(desk)
    streams = [case_id, card_id_of(row.card_serial)]
    streams += [row.visit_id] if row.visit_id else []
    then = case_then(case_id, await desk.queries.timeline.of(streams), at)
    return desk.page(
        "board_past_case.html",
        case=row,
        then=then,
        at=at,
        unreadable=unreadable,
        public=public_words(desk.words, then.case, await desk.queries.venues.all()),
        course=course_of(desk.words, then.facts),
        written=words_at(at),
    )


@get("/board/slots", opt=staff_with(roles.PLANNING | roles.CASES))
async def show_slots(desk: NamedDependency[Desk]) -> Page:
    """A day's slots at a venue: offered, booked and free, as the office knew it then."""
    venues = await desk.queries.venues.all()
    asked = desk.request.query_params
    venue = next((each for each in venues if each.code == asked.get("venue")), None)
    venue = venue or next(iter(venues), None)
    at, unreadable = _asked(desk)
    try:
        day = day_of(asked.get("day", ""))
    except ValueError:
        day = desk.today
    rows: list[tuple[datetime, int, int, int]] = []
    if venue is not None:
        offered = await desk.queries.board.offered(day, at)
        taken = await desk.queries.board.people_by_start(venue.venue_id, day, at)
        slots = [s for each in offered if each.venue_id == venue.venue_id for s in each.slots]
        rows = [
            (each.starts_at, each.places, taken.get(each.starts_at, 0),
             max(0, each.places - taken.get(each.starts_at, 0)))
            for each in slots
        ]  # fmt: skip
    words = desk.words
    table = Table(
        name="slots",
        title=words("%(day)s の枠", day=words.day(day)),
        columns=(words("開始"), words("定員"), words("予約済"), words("空き")),
        rows=rows,
        open=True,
    )
    return desk.page(
        "board_slots.html",
        table=table,
        venue=venue,
        venues=venues,
        day=day,
        at=at,
        unreadable=unreadable,
        written=words_at(at),
        shown=shown,
    )


def words_at(at: datetime) -> str:
    """A moment as a form's field takes it, on Japan's clock."""
    return f"{at.astimezone(JST):%Y-%m-%dT%H:%M}"


def _asked(desk: Desk) -> tuple[datetime, bool]:
    """The moment asked for, else now; and whether something was asked that names none."""
    text = desk.request.query_params.get("at", "").strip()
    at = moment_of(text)
    if at is None or at > desk.now:
        return desk.now, bool(text) and at is None
    # A field without seconds means the whole minute.
    return (at + timedelta(seconds=59) if len(text) == 16 else at), False


HANDLERS = (show_case, show_slots)
