"""控え: facts first on the disk, sealed PINs until the office has them, answers remembered."""

import stat
from uuid import uuid4

import pytest

from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import StrongBox
from counter_station.visit.state import Stage
from issuance.errors import ConcurrentChangeError
from tests.counter_station.journal.oldest import next_unsent
from tests.counter_station.visit.history import (
    ADULT,
    ARRIVED,
    AT,
    CALLED,
    ENVELOPE,
    OPENED,
    PARTY,
    SEALED,
    VERIFIED,
)

BLOB = bytes(range(209))
BOX = StrongBox(b"j" * 32)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path):
    journal = Journal(path, BOX)
    yield journal
    journal.close()


def note(journal, *facts):
    return journal.append(journal.visit(PARTY).record(facts, at=AT, by="staff:K01"))


def send_all(journal):
    while following := next_unsent(journal):
        journal.note({following[0]: ""}, AT)


def message(journal):
    following = next_unsent(journal)
    assert following
    return following[1]


def test_a_visit_is_read_back_by_the_next_process(path, journal):
    note(journal, OPENED, ARRIVED, CALLED, VERIFIED)
    journal.close()
    again = Journal(path, BOX)
    assert again.visit(PARTY).state.stage is Stage.AT_COUNTER
    assert set(again.visits_at_hand()) == {PARTY}
    again.close()


def test_two_writers_do_not_both_append(journal):
    stale = journal.visit(PARTY)
    note(journal, OPENED)
    with pytest.raises(ConcurrentChangeError):
        journal.append(stale.record([OPENED], at=AT, by="staff:K01"))


def test_what_is_unsent_follows_from_facts_and_answers(journal):
    note(journal, OPENED, ARRIVED, CALLED)
    assert journal.unsent().count == 2  # that the file was opened is the counter's own affair
    assert journal.unsent().oldest_at == AT
    send_all(journal)
    assert journal.unsent().count == 0
    assert journal.unsent().oldest_at is None


def test_messages_leave_in_order_under_keys_that_never_change(path, journal):
    note(journal, OPENED, ARRIVED, CALLED)
    journal.note({next_unsent(journal)[0]: ""}, AT)
    first = message(journal)
    journal.close()
    again = Journal(path, BOX)
    repeated = message(again)
    assert (first.key, first.body["kind"], first.staff_id) == (repeated.key, "arrived", "K01")
    again.close()


def test_sealed_pins_are_kept_until_the_office_has_them_and_no_longer(path, journal):
    journal.outbox.keep_sealed(ENVELOPE, BLOB)
    note(journal, OPENED, ARRIVED, CALLED, VERIFIED, SEALED)
    messages = []
    while following := next_unsent(journal):
        messages.append(following[1])
        journal.note({following[0]: ""}, AT)
    assert messages[-1].body["kind"] == "pins-sealed"
    assert messages[-1].body["blob"]
    assert journal.outbox.sealed(ENVELOPE) is None
    assert journal.outbox.file.names("envelope|") == []


def test_an_envelope_no_fact_tells_of_is_gone_after_a_restart(path, journal):
    journal.outbox.keep_sealed(ENVELOPE, BLOB)
    journal.outbox.keep_sealed(orphan := uuid4(), BLOB)
    note(journal, OPENED, ARRIVED, CALLED, VERIFIED, SEALED)
    journal.close()
    again = Journal(path, BOX)
    assert again.outbox.sealed(ENVELOPE) == BLOB
    assert again.outbox.sealed(orphan) is None
    again.close()


def test_a_refusal_stays_until_a_clerk_has_seen_it(path, journal):
    note(journal, OPENED, ARRIVED)
    journal.note({next_unsent(journal)[0]: ""}, AT)
    position, _ = next_unsent(journal)
    journal.note({position: "visit-over"}, AT)
    journal.close()
    again = Journal(path, BOX)
    [conflict] = again.conflicts()
    assert (conflict.code, conflict.recorded.fact) == ("visit-over", ARRIVED)
    again.note_conflict_seen(position, by="staff:K01")
    assert again.conflicts() == []
    assert again.unsent().count == 0
    again.close()


def test_sealed_pins_the_office_refused_go_when_a_clerk_has_seen_it(journal):
    journal.outbox.keep_sealed(ENVELOPE, BLOB)
    position = note(journal, OPENED, ARRIVED, CALLED, VERIFIED, SEALED)
    while (following := next_unsent(journal)) and following[0] != position:
        journal.note({following[0]: ""}, AT)
    journal.note({position: "envelope-known"}, AT)
    assert journal.outbox.sealed(ENVELOPE) == BLOB
    journal.note_conflict_seen(position, by="staff:K01")
    assert journal.outbox.sealed(ENVELOPE) is None


def test_only_we_may_read_the_file(path, journal):
    note(journal, OPENED)
    assert journal.visit(PARTY).state.people[ADULT].due.notice_tail == "7K2X"
    modes = {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("position", [0, 1, 7, -1, 10**30])
def test_a_conflict_that_is_none_needs_nothing(journal, position):
    note(journal, OPENED)
    journal.note_conflict_seen(position, by="staff:K01")
    assert journal.conflicts() == []


def test_a_key_stays_with_its_fact_and_is_no_other_journals(path, journal, tmp_path):
    """Another counter, or a new disk at this one, counts the same visit's facts from 1 again."""
    elsewhere = Journal(tmp_path / "elsewhere.sqlite", BOX)
    for each in (journal, elsewhere):
        note(each, OPENED, ARRIVED)
        each.note({1: ""}, AT)
    key = message(journal).key
    journal.close()
    again = Journal(path, BOX)
    assert message(again).key == key
    assert message(elsewhere).key != key
    again.close()
    elsewhere.close()
