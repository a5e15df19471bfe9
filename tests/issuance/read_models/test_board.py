"""The board's tables, compared with figures that other SQL reads from the log itself."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from issuance.cases import facts as c
from issuance.identity.situations import Situation
from issuance.measures.day import Day, fold
from issuance.measures.history import BUCKET_SECONDS, Span, by_span, together
from issuance.measures.hours import forgotten
from issuance.measures.now import Asked, now
from issuance.measures.visits import Measure
from issuance.read_models.overview import office_projector
from issuance.read_models.queries_board import BoardQueries
from issuance.read_models.queries_figures import FigureQueries
from tests.support.facts import BOOKING, EXPECTING
from tests.support.office_day import DAY, OPENS, VENUE, Log, office_day

LOG = """WITH e AS MATERIALIZED (SELECT originator_id AS stream, notification_id AS position, topic,
    (convert_from(state, 'UTF8')::json ->> 'at')::timestamptz AS at,
    convert_from(state, 'UTF8')::json -> 'fact' AS fact FROM ledger.stored_events)"""
CYCLES = f"""{LOG}, ends AS (SELECT stream, max(position) AS position, max(at) AS at FROM e
      WHERE topic = 'visit.finished' GROUP BY stream),
    calls AS (SELECT stream, max(at) AS at FROM e WHERE topic = 'visit.called' GROUP BY stream),
    arrivals AS (SELECT stream, max(at) AS at FROM e WHERE topic = 'visit.arrived' GROUP BY stream),
    real AS (SELECT DISTINCT ON (stream) stream, (fact ->> 'real_at')::timestamptz AS at FROM e
      WHERE topic = 'visit.time-corrected' AND fact ->> 'mark' = 'end'
      ORDER BY stream, position DESC)
    SELECT extract(epoch FROM coalesce(real.at, ends.at) - calls.at)::float8 AS cycle,
      extract(epoch FROM calls.at - arrivals.at)::float8 AS wait
    FROM ends JOIN calls USING (stream) LEFT JOIN real USING (stream)
      LEFT JOIN arrivals USING (stream)"""
PARTIES = f"""{LOG} SELECT
    (SELECT count(DISTINCT fact ->> 'party_id') FROM e WHERE topic = 'case.appointment-noted')
      AS booked,
    (SELECT count(*) FROM e WHERE topic = 'case.no-show-recorded') AS no_show,
    (SELECT count(*) FROM e WHERE topic = 'reception.ticket-issued'
      AND (fact ->> 'booked')::bool) AS arrived,
    (SELECT count(*) FROM e WHERE topic = 'reception.ticket-issued'
      AND NOT (fact ->> 'booked')::bool) AS walk_ins,
    (SELECT count(DISTINCT stream) FROM e WHERE topic = 'visit.finished') AS done"""


async def append(log, made: Log):
    async with log.transaction() as tx:
        await tx.append(made.facts)
    await office_projector(log).catch_up()


@pytest.fixture
async def board(issuance_log):
    await append(issuance_log, office_day())
    return BoardQueries(issuance_log.pool)


CLOSING = OPENS + timedelta(hours=9)


async def test_the_board_says_what_other_sql_reads_from_the_log(board, issuance_log):
    facts = await board.facts(DAY, after=0, at=CLOSING)
    booked = await board.booked(DAY, CLOSING)
    shown = now(fold(Day(), facts), Asked(at=CLOSING, booked=booked))
    row = await issuance_log.pool.fetchrow(PARTIES)
    parties = shown.parties
    assert {name: getattr(parties, name) for name in row.keys()} == dict(row)  # noqa: SIM118
    found = await issuance_log.pool.fetchrow(
        f"""SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY cycle) AS cycle,
          percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY wait) AS wait,
          avg((cycle < 600)::int)::float8 AS under_ten FROM ({CYCLES}) AS c"""
    )
    assert [shown.cycle_seconds.p50, shown.cycle_seconds.p90] == pytest.approx(found["cycle"])
    assert shown.under_ten_share == pytest.approx(found["under_ten"])
    assert shown.saved.staff_hours == pytest.approx(
        await issuance_log.pool.fetchval(
            f"SELECT sum(1200 - cycle)::float8 / 3600 FROM ({CYCLES}) AS c"
        )
    )


async def test_an_earlier_moment_knows_nothing_of_later(board):
    half = OPENS + timedelta(minutes=70)
    facts = await board.facts(DAY, after=0, at=half)
    assert max(each.at for each in facts) <= half
    assert facts == [each for each in await board.facts(DAY, after=0, at=None) if each.at <= half]


async def test_seconds_are_counted_as_the_visits_lasted(board, issuance_log):
    """Also where an end was undone, and where a time was corrected."""
    visits = fold(Day(), await board.facts(DAY, after=0, at=CLOSING)).visits.values()
    for measure in Measure:
        known = [each.seconds()[measure] for each in visits if measure in each.seconds()]
        buckets: dict[int, int] = {}
        for each in known:
            bucket = int(each) // BUCKET_SECONDS
            buckets[bucket] = buckets.get(bucket, 0) + 1
        rows = await issuance_log.pool.fetch(
            "SELECT bucket, n, seconds FROM office.measure_counts"
            " WHERE day = $1 AND venue_id = $2 AND measure = $3 AND n <> 0",
            *(DAY, VENUE, measure.value),
        )
        assert {row["bucket"]: row["n"] for row in rows} == buckets, measure
        assert sum(row["seconds"] for row in rows) == sum(known), measure


async def test_who_was_booked_and_who_came_is_counted(board, issuance_log):
    row = await issuance_log.pool.fetchrow(PARTIES)
    rows = await issuance_log.pool.fetch(
        "SELECT measure, sum(n)::int AS n FROM office.measure_counts GROUP BY measure"
    )
    counted = {each["measure"]: each["n"] for each in rows}
    assert counted["booked"] == row["booked"]
    assert counted["no-show"] == row["no_show"] == counted["no-show-by-lead"]
    assert counted["came"] == row["arrived"]
    assert counted["people"] == row["arrived"] + row["walk_ins"]
    assert counted["notice-booking"] == row["booked"] <= counted["notified"]
    phone = await issuance_log.pool.fetchval(
        f"""{LOG} SELECT count(*) FROM e AS n JOIN e AS m USING (stream)
        WHERE n.topic = 'case.appointment-noted' AND n.fact ->> 'channel' = 'phone'
          AND m.topic = 'case.no-show-recorded'"""
    )
    assert counted.get("no-show-by-channel-phone", 0) == phone


async def test_all_of_it_is_made_again_from_the_log(board, issuance_log):
    tables = ("measure_counts", "booking_spans", "case_days", "open_counters", "day_counts")

    async def rows():
        return {
            each: sorted(map(repr, await issuance_log.pool.fetch(f"SELECT * FROM office.{each}")))
            for each in tables
        }

    before = await rows()
    assert all(before.values())
    await office_projector(issuance_log).rebuild()
    assert await rows() == before


async def test_what_was_offered(board):
    [offered] = await board.offered(DAY, CLOSING)
    assert len(offered.slots) == 32
    assert await board.offered(DAY, OPENS - timedelta(days=30)) == []
    [(venue, version)] = await board.venue_versions()
    assert (venue, version) == (VENUE, 2)


async def test_a_booking_moved_and_cancelled_is_known_as_it_stood(issuance_log):
    """What was booked for a day depends on when one asks."""
    made, later = Log(), DAY + timedelta(days=1)
    case, noted = UUID(int=5), replace(BOOKING, starts_at=OPENS, venue_id=VENUE)
    moved = c.AppointmentMoved(
        appointment_id=noted.appointment_id,
        venue_id=VENUE,
        starts_at=OPENS + timedelta(days=1),
        minutes=10,
    )
    cancelled = c.AppointmentCancelled(appointment_id=noted.appointment_id, reason="resident")
    for days, fact in ((3, noted), (2, moved), (1, cancelled)):
        made.add(case, OPENS - timedelta(days=days), fact)
    await append(issuance_log, made)
    board = BoardQueries(issuance_log.pool)

    async def counted(day, hours):
        return len(await board.booked(day, OPENS - timedelta(hours=hours)))

    assert [await counted(DAY, hours) for hours in (73, 60, 40, 1)] == [0, 1, 0, 0]
    assert [await counted(later, hours) for hours in (73, 60, 40, 1)] == [0, 0, 1, 0]
    rows = await issuance_log.pool.fetch(
        "SELECT day, measure, n FROM office.measure_counts WHERE n <> 0"
    )
    measures = {"cancelled", "cancelled-by-lead", "cancelled-by-channel-"}
    assert {tuple(row) for row in rows} == {(later, each, 1) for each in measures}


async def test_history_says_what_other_sql_reads_from_the_log(issuance_log):
    """Over three weeks: sums by day make the weeks, percentiles are right to their bucket."""
    made = Log()
    for n, back in enumerate((14, 7, 0)):
        office_day(24, 3 + n, DAY - timedelta(days=back), made)
    await append(issuance_log, made)
    figures = FigureQueries(issuance_log.pool)
    first = DAY - timedelta(days=20)
    weeks = by_span(await figures.counted(Span.WEEK, first, DAY, None))
    whole = together(await figures.counted(Span.DAY, first, DAY, None))
    assert len([each for each in weeks.values() if each.total("cycle")]) == 3
    for measure in ("booked", "came", "no-show", "cycle", "people"):
        assert sum(each.total(measure) for each in weeks.values()) == whole.total(measure), measure
    found = await issuance_log.pool.fetchrow(
        f"""SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY cycle) AS cycle,
          avg((cycle < 600)::int)::float8 AS under_ten FROM ({CYCLES}) AS c"""
    )
    cycle = whole.spread(Measure.CYCLE)
    assert [cycle.p50, cycle.p90] == pytest.approx(found["cycle"], abs=2 * BUCKET_SECONDS)
    assert whole.under_ten_share == pytest.approx(found["under_ten"])
    parties = await issuance_log.pool.fetchrow(PARTIES)
    missed = parties["no_show"] / (parties["no_show"] + parties["arrived"])
    assert whole.no_show_share == pytest.approx(missed)
    by_hour = await figures.by_hour(first, DAY, VENUE)
    assert sum(each.missed for each in by_hour.values()) == parties["no_show"]
    assert sum(each.booked for each in by_hour.values()) == whole.total("booked")
    waits = [
        row["wait"] for row in await issuance_log.pool.fetch(CYCLES) if row["wait"] is not None
    ]
    assert sum(each.waits for each in by_hour.values()) == len(waits)
    assert sum(each.wait_seconds for each in by_hour.values()) == sum(map(int, waits))
    assert sum(each.long_waits for each in by_hour.values()) == sum(
        w > 600 for w in map(int, waits)
    )
    assert {at[0] for at in by_hour} == {DAY.isoweekday()}
    web = await issuance_log.pool.fetchval(
        f"""{LOG} SELECT avg((fact ->> 'channel' = 'web')::int)::float8 FROM e
        WHERE topic = 'case.appointment-noted' AND stream IN (SELECT stream FROM e
          WHERE topic IN ('case.checked-in', 'case.no-show-recorded'))"""
    )
    assert whole.online_share == pytest.approx(web)
    national = await figures.national(Span.MONTH, first - timedelta(days=60), DAY)
    arrived = await issuance_log.pool.fetchval(
        "SELECT count(*) FROM ledger.stored_events WHERE topic = 'case.card-arrived'"
    )
    assert sum(each.arrived for each in national.values()) == arrived
    assert sum(n for _, n in await figures.unbooked_by_age(CLOSING)) > 0


async def test_what_was_forgotten_is_counted_by_the_nearest_way(issuance_log):
    made, visit = Log(), UUID(int=9)
    for n, missing in enumerate(
        (("applicant:A1", "applicant:B2"), ("paper:issuance-notice+applicant:A1",), ())
    ):
        told = c.DocumentsInsufficient(
            visit_id=visit, situation=Situation.SELF_N, documents=(), missing=missing
        )
        made.add(UUID(int=20 + n), OPENS + timedelta(minutes=n), told)
    await append(issuance_log, made)
    figures = FigureQueries(issuance_log.pool)
    whole = together(await figures.counted(Span.DAY, DAY, DAY, None))
    assert forgotten(whole) == [("applicant:A1", 2), ("paper:issuance-notice", 1)]


async def test_applications_count_on_their_own_day_where_the_list_tells_it(issuance_log):
    made, applied = Log(), DAY - timedelta(days=40)
    made.add(UUID(int=30), OPENS, replace(EXPECTING, applied_on=applied))
    made.add(UUID(int=31), OPENS, EXPECTING)
    await append(issuance_log, made)
    national = await FigureQueries(issuance_log.pool).national(Span.DAY, applied, DAY)
    assert {day: each.applied for day, each in national.items()} == {applied: 1, DAY: 1}
