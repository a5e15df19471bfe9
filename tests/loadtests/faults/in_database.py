"""Faults of the database: no lock, no barrier, no constraint, an order that is not kept."""

from tests.loadtests.faults.planted import Fault

_NO_LOCK = (
    """CREATE OR REPLACE FUNCTION ledger.take_lock() RETURNS void LANGUAGE sql AS 'SELECT';"""
)
_APPEND = """CREATE OR REPLACE FUNCTION ledger.append_facts(
  streams uuid[], versions bigint[], topics text[], states bytea[]
) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE positions bigint[];
BEGIN
  {before}
  WITH appended AS (
    INSERT INTO stored_events (originator_id, originator_version, topic, state)
    SELECT stream, version, topic, state FROM unnest(streams, versions, topics, states)
      WITH ORDINALITY AS w (stream, version, topic, state, place) ORDER BY place {order}
    RETURNING notification_id)
  SELECT array_agg(notification_id ORDER BY notification_id) INTO positions FROM appended;
  {after}
  RETURN positions;
END $$;"""
_ONE_COMMITS_LATE = "IF pg_try_advisory_xact_lock(1) THEN PERFORM pg_sleep(0.1); END IF;"
_FORGETFUL = """CREATE FUNCTION ledger.{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {body} END $$;
CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION ledger.{name}();"""

NO_LOCK = Fault(
    name="no lock: two desks decide on the same free places",
    caught_by="places_exceeded",
    sql=_NO_LOCK
    + _APPEND.format(before="PERFORM pg_sleep(0.05);", order="", after="")
    + """ALTER TABLE ledger.stored_events DROP CONSTRAINT stored_events_pkey;
    ALTER TABLE booking.slot_places DROP CONSTRAINT never_overbooked;""",
)
KEY_DROPPED = Fault(
    name="constraint dropped: two desks write the same version of a stream",
    caught_by="gap_in_stream",
    sql=_NO_LOCK
    + _APPEND.format(before="PERFORM pg_sleep(0.05);", order="", after="")
    + "ALTER TABLE ledger.stored_events DROP CONSTRAINT stored_events_pkey;",
)
BARRIER_SKIPPED = Fault(
    name="barrier skipped: a repeat is confirmed by a read",
    caught_by="repeat_without_barrier",
    sql="""CREATE OR REPLACE FUNCTION booking.earlier_answers(command_keys text[])
    RETURNS TABLE (key text, digest bytea, answer bytea)
    LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
      SELECT c.key, c.digest, c.answer FROM answered_commands AS c
      WHERE c.key = ANY (command_keys) $$;""",
)
LATE_COMMIT = Fault(
    name="positions become visible out of order, and a reader passes over one",
    caught_by="skipped_by_reader",
    sql=_NO_LOCK
    + _APPEND.format(before="", order="", after=_ONE_COMMITS_LATE)
    + "ALTER TABLE ledger.stored_events DROP CONSTRAINT stored_events_pkey;",
)
REORDERED = Fault(
    name="reordered batch: its facts are stored from the last to the first",
    caught_by="reordered",
    sql=_APPEND.format(before="PERFORM take_lock();", order="DESC", after=""),
)
DOUBLE_CALL = Fault(
    name="double call: the keys of answered commands are forgotten",
    caught_by="booked_too_often",
    sql=_FORGETFUL.format(
        name="forget", body="RETURN NULL;", event="INSERT ON ledger.answered_commands"
    ),
)
COUNT_LOST = Fault(
    name="the table of places misses the first place taken",
    caught_by="table_of_places",
    sql=_FORGETFUL.format(
        name="miscount",
        body="IF NEW.taken = 1 AND OLD.taken = 0 THEN RETURN NULL; END IF; RETURN NEW;",
        event="UPDATE ON booking.slot_places",
    ),
)
FAULTS = (NO_LOCK, KEY_DROPPED, BARRIER_SKIPPED, LATE_COMMIT, REORDERED, DOUBLE_CALL, COUNT_LOST)
