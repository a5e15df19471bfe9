"""`office.case_days`: the days of a case's course; and how many lay between them, counted.

Days of the whole office: a card belongs to no venue.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, assert_never
from uuid import UUID

from issuance.calendar import office_date
from issuance.cases import facts as c
from issuance.ledger.facts import Recorded
from issuance.read_models.board_visits import NO_VENUE, count
from issuance.read_models.tables import Change, Put, Reading, Table, change, look

APPLIED: Final = "applied"
"""Applications by the day of each, or by that of the list that does not tell it."""
DAYS: Final = Table(name="office.case_days", key=("case_id",))


_Followed = (
    c.CardExpected
    | c.CardArrived
    | c.NoticeSent
    | c.AppointmentNoted
    | c.VisitFinished
    | c.HandedToPost
    | c.Delivered
)


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    happened = recorded.fact
    case_id, on = recorded.stream_id, office_date(recorded.at)
    match happened:
        case c.CardExpected(applied_on=applied_on):
            yield count(applied_on or on, NO_VENUE, APPLIED, 0)
        case c.CardArrived():
            yield _arrived(case_id, on)
        case c.NoticeSent(round=1):
            yield _step(case_id, on, "notified_on", since="arrived_on", measure="arrival-notice")
            yield _cohort(case_id, on)
        case c.AppointmentNoted():
            yield _booked(case_id, on)
        case c.VisitFinished():
            yield _step(case_id, on, "visited_on", since="notified_on", measure="notice-visit")
        case c.HandedToPost():
            yield _step(case_id, on, "posted_on", since="visited_on", measure="visit-post")
        case c.Delivered():
            yield _step(case_id, on, "ended_on", since="posted_on", measure="post-delivery")
        case c.NoticeSent():
            pass
        case _:
            assert_never(happened)


def _arrived(case_id: UUID, on: date) -> Reading:
    def then(arrived: date | None) -> Iterable[Put]:
        if arrived is None:
            yield Put(table=DAYS, key=(case_id,), columns={"arrived_on": on})

    return Reading(looks=(look(DAYS, case_id, "arrived_on"),), then=then)


def _step(case_id: UUID, on: date, column: str, *, since: str, measure: str) -> Reading:
    """Note the first day of a step, and count the days since the one before."""

    def then(noted: date | None, before: date | None) -> Iterable[Put]:
        if noted is not None:
            return
        yield change(DAYS, case_id, **{column: on})
        if before is not None and before <= on:
            yield count(on, NO_VENUE, measure, (on - before).days)

    return Reading(looks=(look(DAYS, case_id, column, since),), then=then)


def _cohort(case_id: UUID, on: date) -> Reading:
    """Of those first notified on a day, how many booked, and after how many days: one cohort."""

    def then(notified: date | None) -> Iterable[Put]:
        if notified == on:
            yield count(on, NO_VENUE, "notified", 0)

    return Reading(looks=(look(DAYS, case_id, "notified_on"),), then=then)


def _booked(case_id: UUID, on: date) -> Reading:
    def then(booked: date | None, notified: date | None) -> Iterable[Put]:
        if booked is not None:
            return
        yield change(DAYS, case_id, booked_on=on)
        if notified is not None and notified <= on:
            yield count(notified, NO_VENUE, "notice-booking", (on - notified).days)

    return Reading(looks=(look(DAYS, case_id, "booked_on", "notified_on"),), then=then)
