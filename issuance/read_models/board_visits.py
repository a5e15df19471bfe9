"""`office.measure_counts`: how long the parts of visits took, counted by day and venue.

A visit counts while it is finished. What it was counted as stands in its row, so that an end that
was undone or a time that was corrected is counted anew.
"""

from collections.abc import Iterable
from typing import Any, Final

from issuance.cases.facts import CheckedIn, CounterStep, DeliveryChosen, StepUndone
from issuance.ledger.facts import Recorded
from issuance.measures.visits import Measure
from issuance.read_models.projector import Statement
from issuance.visits.line_facts import TimeCorrected, VisitEndUndone
from issuance.visits.stations import ClerkSignedIn, ClerkSignedOut
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitEnded

BUCKET_SECONDS: Final = 30
"""Percentiles of history are exact to this."""
NO_VENUE: Final = "00000000-0000-0000-0000-000000000000"
"""Stands for "of the whole office" in `measure_counts`."""


def changes(recorded: Recorded[Any]) -> Iterable[Statement]:
    happened: object = recorded.fact
    match happened:
        case TicketIssued(visit_id=visit_id, venue_id=venue_id, day=day, booked=booked):
            yield (_TICKET, (visit_id, venue_id, day, booked))
        case DeliveryChosen():
            yield (_DELIVERY, (recorded.stream_id, recorded.at))
        case StepUndone(visit_id=visit_id, step=CounterStep.DELIVERY):
            yield (_DELIVERY_UNDONE, (visit_id,))
        case CheckedIn(visit_id=visit_id):
            yield (_PERSON, (visit_id, recorded.at))
        case VisitEnded() | VisitEndUndone() | TimeCorrected():
            yield (_COUNT, (recorded.stream_id,))
            yield (_COUNTED, (recorded.stream_id,))
        case ClerkSignedIn(station=station):
            yield (_OPEN, (station, recorded.at))
        case ClerkSignedOut(station=station):
            yield (_CLOSE, (station, recorded.at))
        case _:
            pass


def _measured() -> str:
    """Seconds of each measure in the order of `Measure`; NULL where one cannot be measured."""
    start, end = "coalesce(real_start, called_at)", "coalesce(real_end, ended_at)"
    parts = {
        Measure.WAIT: ("arrived_at", "nullif(called_at, arrived_at)"),
        Measure.IDENTITY: (start, "identity_at"),
        Measure.PINS: ("identity_at", "pins_at"),
        Measure.DELIVERY: ("pins_at", "delivery_at"),
        Measure.CLOSING: ("delivery_at", end),
        Measure.CYCLE: (start, end),
        Measure.STAY: ("arrived_at", end),
    }
    each = (
        f"CASE WHEN {parts[name][1]} >= {parts[name][0]}"
        f" THEN floor(extract(epoch FROM {parts[name][1]} - {parts[name][0]}))::int END"
        for name in Measure
    )
    return f"CASE WHEN stage = 'finished' THEN ARRAY[{', '.join(each)}] END"


_NAMES: Final = ", ".join(f"'{each.value}'" for each in Measure)
_TODAY: Final = "coalesce(v.day, (v.called_at AT TIME ZONE 'Asia/Tokyo')::date)"
_TICKET: Final = """INSERT INTO office.visit_overview (visit_id, stage, venue_id, day, booked)
    VALUES ($1, 'expected', $2, $3, $4)
    ON CONFLICT (visit_id) DO UPDATE SET venue_id = $2, day = $3, booked = $4"""
_DELIVERY: Final = """UPDATE office.visit_overview AS v SET delivery_at = $2
    FROM office.case_overview AS c WHERE c.case_id = $1 AND v.visit_id = c.visit_id"""
_DELIVERY_UNDONE: Final = "UPDATE office.visit_overview SET delivery_at = NULL WHERE visit_id = $1"
# What it counted as is taken back, what it counts as now is added; equal parts cancel out.
_COUNT: Final = f"""INSERT INTO office.measure_counts AS m
      (day, venue_id, measure, bucket, n, seconds)
    SELECT {_TODAY}, coalesce(v.venue_id, '{NO_VENUE}'), (ARRAY[{_NAMES}])[part.place],
      part.seconds / {BUCKET_SECONDS}, sum(part.sign), sum(part.sign * part.seconds)
    FROM office.visit_overview AS v, LATERAL (
      SELECT seconds, place, -1 AS sign FROM unnest(v.counted) WITH ORDINALITY AS b (seconds, place)
      UNION ALL
      SELECT seconds, place, 1 FROM unnest({_measured()}) WITH ORDINALITY AS a (seconds, place)
    ) AS part
    WHERE v.visit_id = $1 AND part.seconds IS NOT NULL AND {_TODAY} IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum(part.sign) <> 0 OR sum(part.sign * part.seconds) <> 0
    ON CONFLICT (day, venue_id, measure, bucket)
      DO UPDATE SET n = m.n + excluded.n, seconds = m.seconds + excluded.seconds"""  # noqa: S608
_COUNTED: Final = f"""UPDATE office.visit_overview SET counted = {_measured()}
    WHERE visit_id = $1"""  # noqa: S608 - parts of our own
_PERSON: Final = f"""INSERT INTO office.measure_counts AS m (day, venue_id, measure, bucket, n)
    SELECT ($2::timestamptz AT TIME ZONE 'Asia/Tokyo')::date,
      coalesce(max(venue_id::text), '{NO_VENUE}')::uuid, 'people', 0, 1
    FROM office.visit_overview WHERE visit_id = $1
    ON CONFLICT (day, venue_id, measure, bucket) DO UPDATE SET n = m.n + 1"""  # noqa: S608
_OPEN: Final = """INSERT INTO office.open_counters (station, since) VALUES ($1, $2)
    ON CONFLICT (station) DO UPDATE SET since = $2"""
# A day has no more hours than that: who forgot to sign out is not counted for the night.
_CLOSE: Final = f"""WITH open AS (DELETE FROM office.open_counters WHERE station = $1
      RETURNING since)
    INSERT INTO office.measure_counts AS m (day, venue_id, measure, bucket, n, seconds)
    SELECT (since AT TIME ZONE 'Asia/Tokyo')::date, '{NO_VENUE}'::uuid, 'staffed', 0, 1,
      extract(epoch FROM $2::timestamptz - since)::bigint
    FROM open WHERE $2::timestamptz - since BETWEEN interval '0' AND interval '14 hours'
    ON CONFLICT (day, venue_id, measure, bucket)
      DO UPDATE SET n = m.n + 1, seconds = m.seconds + excluded.seconds"""  # noqa: S608
