"""Faults beside an honest log: tables, batches, readers and guards that do not fit it."""

from typing import Final

from tests.loadtests.faults.planted import Fault

FAULTS: Final = tuple(
    Fault(name=name, caught_by=check, sql=statement)
    for name, check, statement in (
        (
            "the table of places says something else",
            "table_of_places",
            "UPDATE booking.slot_places SET taken = taken - 1 WHERE taken > 0",
        ),
        (
            "a slot is not in the table of places",
            "table_of_places",
            "DELETE FROM booking.slot_places",
        ),
        (
            "desks open from where the log stood later",
            "snapshot_of_places",
            """UPDATE booking.timetable_snapshots SET position = (
              SELECT min(notification_id) FROM ledger.stored_events
              WHERE topic = 'slot.places-taken')""",
        ),
        (
            "a move that the desk does not remember",
            "unanswered",
            """DELETE FROM ledger.answered_commands
            WHERE convert_from(answer, 'UTF8')::jsonb ->> 'done' = 'moved'""",
        ),
        (
            "a letter was never written",
            "letter_missing",
            "DELETE FROM booking.letters WHERE kind = 'moved'",
        ),
        (
            "a letter about a booking that is not there",
            "letter_unfounded",
            "UPDATE booking.letters SET party_id = gen_random_uuid() WHERE kind = 'confirmed'",
        ),
        (
            "a letter about a cancellation is written twice",
            "letter_unfounded",
            """INSERT INTO booking.letters (letter_id, party_id, position, kind, people, sequence,
              venue_id, starts_at, minutes, due_at, useless_at)
            SELECT gen_random_uuid(), party_id, position, kind, people, sequence, venue_id,
              starts_at, minutes, due_at, useless_at
            FROM booking.letters WHERE kind = 'cancelled'""",
        ),
        (
            "somebody who wants letters comes at another time than is known there",
            "table_of_letter_visits",
            "UPDATE booking.letter_visits SET starts_at = starts_at + interval '1 hour'",
        ),
        (
            "of somebody who wants letters it is not known when they come",
            "table_of_letter_visits",
            "DELETE FROM booking.letter_visits",
        ),
        (
            "of a card in the post another day is known",
            "table_of_letter_cards",
            "UPDATE booking.letter_cards SET posted_on = posted_on - 1",
        ),
        (
            "nobody waits for a card that is on its way",
            "table_of_letter_cards",
            "DELETE FROM booking.letter_cards",
        ),
        (
            "somebody is admitted from the waiting room who was not called",
            "queue_as_called",
            """UPDATE booking.waiting_tickets SET until = now() WHERE place = 9""",
        ),
        (
            "somebody who gathered in the waiting room is gone",
            "queue_as_called",
            "DELETE FROM booking.waiting_tickets WHERE place = 9",
        ),
        (
            "fewer were called from the waiting room than is said",
            "queue_as_called",
            "DELETE FROM booking.waiting_calls",
        ),
        (
            "the register knows a notice that was never released",
            "register_of_notices",
            """INSERT INTO booking.notices (notice_id, number, birthday_check, pickup_deadline,
              round)
            VALUES (gen_random_uuid(), 'ABCDEFGHJKLM', sha256(''), now(), 1)""",
        ),
        (
            "a notice that was released is not in the register",
            "register_of_notices",
            """INSERT INTO booking.notices (notice_id, number, birthday_check, pickup_deadline,
              round)
            SELECT originator_id, 'ABCDEFGHJKLM', sha256(''), '2027-02-20', 1
            FROM ledger.stored_events WHERE topic = 'notice.released'
            ORDER BY notification_id DESC LIMIT 1""",
        ),
        (
            "a batch for the office is gone",
            "sent_in_order",
            """DELETE FROM exchange.sent_batches
            WHERE number = (SELECT min(number) FROM exchange.sent_batches)""",
        ),
        (
            "a batch for the office was changed",
            "sent_in_order",
            "UPDATE exchange.sent_batches SET digest = sha256(digest)",
        ),
        (
            "a batch of the office was left out",
            "received_in_order",
            """INSERT INTO exchange.received_batches (number, upto, digest)
            VALUES (1, 5, ''), (3, 9, '')""",
        ),
        (
            "a reader is ahead of the log",
            "readers_within_log",
            "UPDATE exchange.read_positions SET position = 1000000 WHERE reader = 'letters'",
        ),
        (
            "the program may change what is stored",
            "guards_stand",
            "GRANT UPDATE ON ledger.stored_events TO PUBLIC",
        ),
        (
            "a constraint is dropped",
            "guards_stand",
            "ALTER TABLE booking.slot_places DROP CONSTRAINT never_overbooked",
        ),
    )
)
