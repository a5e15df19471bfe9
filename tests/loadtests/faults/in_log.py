"""Faults of an honest log: facts that are changed, gone, or too many."""

from typing import Final

from tests.loadtests.faults.planted import Fault

_FIRST = "(SELECT min(notification_id) FROM ledger.stored_events WHERE topic = '{}')"
_LAST = _FIRST.replace("min", "max")
_COPY = """INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)
  SELECT originator_id, (SELECT max(originator_version) + 1 FROM ledger.stored_events AS s
    WHERE s.originator_id = e.originator_id), topic, {state} FROM ledger.stored_events AS e
  WHERE notification_id = {place};"""
_SAID_OTHERWISE = "convert_to(replace(convert_from(state, 'UTF8'), '{}', '{}'), 'UTF8')"
_DELETE = "DELETE FROM ledger.stored_events WHERE "
_ONE_MORE = _COPY.format(place=_FIRST.format("slot.places-taken"), state="state")
_OF_NOBODY = _SAID_OTHERWISE.format(
    '"party_id":"', '"party_id":"00000000-0000-4000-8000-000000000000","was":"'
)
_EARLIER = _SAID_OTHERWISE.format('"until":"2026-11-24', '"until":"2026-11-23')

FAULTS: Final = tuple(
    Fault(name=name, caught_by=check, sql=statement)
    for name, check, statement in (
        ("one place more than there are", "places_exceeded", 8 * _ONE_MORE),
        (
            "a place freed that nobody had",
            "places_below_none",
            _COPY.format(
                place=_FIRST.format("slot.places-freed"),
                state=_SAID_OTHERWISE.format('"count":1', '"count":9'),
            ),
        ),
        ("a slot without its first fact", "never_offered", _DELETE + "topic = 'slot.offered'"),
        (
            "booked twice",
            "booked_twice",
            _COPY.format(place=_LAST.format("appointment.confirmed"), state="state"),
        ),
        (
            "booked without a place",
            "places_and_people",
            _DELETE + "topic IN ('slot.places-taken', 'slot.places-kept')",
        ),
        (
            "a fact is gone",
            "gap_in_stream",
            _DELETE + "originator_version = 2 AND topic LIKE 'slot.%'",
        ),
        (
            "the order of two facts is changed",
            "reordered",
            """UPDATE ledger.stored_events SET notification_id = -notification_id
            WHERE topic = 'appointment.confirmed'""",
        ),
        (
            "an acknowledged booking is lost",
            "acknowledged_and_lost",
            _DELETE + "topic = 'appointment.confirmed'",
        ),
        (
            "a remembered confirmation has no fact",
            "answered_and_lost",
            _DELETE + "topic = 'appointment.confirmed'",
        ),
        (
            "a booking that nobody asked for",
            "booked_unasked",
            f"""UPDATE ledger.stored_events SET originator_id = gen_random_uuid(), state =
            {_OF_NOBODY}
            WHERE topic = 'appointment.confirmed'""",
        ),
        (
            "an appointment was moved that nobody asked to move",
            "changed_unasked",
            f"""UPDATE ledger.stored_events SET originator_id = gen_random_uuid(), state =
            {_OF_NOBODY}
            WHERE topic = 'appointment.moved'""",
        ),
        (
            "a hold ended before its time",
            "lapsed_too_early",
            f"""UPDATE ledger.stored_events SET state =
            {_SAID_OTHERWISE.format("given-up", "lapsed")} WHERE topic = 'slot.places-freed'""",
        ),
        (
            "a hold's time was over when it was kept",
            "lapsed_and_kept",
            f"UPDATE ledger.stored_events SET state = {_EARLIER} WHERE topic = 'slot.places-held'",
        ),
    )
)
