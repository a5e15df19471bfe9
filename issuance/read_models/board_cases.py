"""`office.case_days`: the days of a case's course; and how many lay between them, counted.

Days of the whole office: a card belongs to no venue.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from issuance.calendar import office_date
from issuance.cases import facts as c
from issuance.ledger.facts import Recorded
from issuance.read_models.board_visits import NO_VENUE
from issuance.read_models.projector import Statement


def changes(recorded: Recorded[Any]) -> Iterable[Statement]:
    happened: object = recorded.fact
    case_id, on = recorded.stream_id, office_date(recorded.at)
    match happened:
        case c.CardArrived():
            yield (_ARRIVED, (case_id, on))
        case c.NoticeSent(round=1):
            yield (_NOTIFIED, _values(case_id, on, "arrival-notice"))
            yield (_COHORT, (case_id, on))
        case c.AppointmentNoted():
            yield (_BOOKED, (case_id, on))
        case c.VisitFinished():
            yield (_VISITED, _values(case_id, on, "notice-visit"))
        case c.HandedToPost():
            yield (_POSTED, _values(case_id, on, "visit-post"))
        case c.Delivered():
            yield (_ENDED, _values(case_id, on, "post-delivery"))
        case _:
            pass


def _values(case_id: UUID, on: date, measure: str) -> tuple[object, ...]:
    return (case_id, on, measure)


_ARRIVED: Final = """INSERT INTO office.case_days (case_id, arrived_on) VALUES ($1, $2)
    ON CONFLICT (case_id) DO NOTHING"""
_ADD: Final = """INSERT INTO office.measure_counts AS m (day, venue_id, measure, bucket, n)"""
_SUM: Final = "ON CONFLICT (day, venue_id, measure, bucket) DO UPDATE SET n = m.n + 1"


def _step(column: str, before: str) -> str:
    """Note the first day of a step, and count the days since the one before."""
    return f"""WITH done AS (UPDATE office.case_days SET {column} = $2
      WHERE case_id = $1 AND {column} IS NULL RETURNING {before} AS before)
    {_ADD} SELECT $2, '{NO_VENUE}'::uuid, $3, $2 - before, 1 FROM done WHERE before <= $2
    {_SUM}"""  # noqa: S608 - parts of our own


_NOTIFIED: Final = _step("notified_on", "arrived_on")
_VISITED: Final = _step("visited_on", "notified_on")
_POSTED: Final = _step("posted_on", "visited_on")
_ENDED: Final = _step("ended_on", "posted_on")
# Of those first notified on a day, how many booked, and after how many days: one cohort.
_COHORT: Final = f"""{_ADD} SELECT notified_on, '{NO_VENUE}'::uuid, 'notified', 0, 1
    FROM office.case_days WHERE case_id = $1 AND notified_on = $2 {_SUM}"""  # noqa: S608
_BOOKED: Final = f"""WITH first AS (UPDATE office.case_days SET booked_on = $2
      WHERE case_id = $1 AND booked_on IS NULL RETURNING notified_on)
    {_ADD} SELECT notified_on, '{NO_VENUE}'::uuid, 'notice-booking', $2 - notified_on, 1
    FROM first WHERE notified_on <= $2 {_SUM}"""  # noqa: S608 - parts of our own
