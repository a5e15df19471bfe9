"""Visits at hand: always as written down, and read again only where something happened."""

from uuid import UUID

import pytest

from counter_station.journal.at_hand import VisitsAtHand
from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import StrongBox
from issuance.errors import ConcurrentChangeError
from tests.counter_station.visit.history import ARRIVED, AT, CALLED, OPENED, PARTY, VERIFIED

BOX = StrongBox(b"j" * 32)
OTHER = UUID(int=7)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite", BOX)
    yield journal
    journal.close()


def write(journal, visit_id, *facts):
    written = journal.visit(visit_id).record(facts, at=AT, by="staff:K01")
    journal.append(written)
    return written


def test_each_step_is_seen_at_once(journal):
    for visit_id, fact in [
        (PARTY, OPENED),
        (PARTY, ARRIVED),
        (OTHER, OPENED),
        (PARTY, CALLED),
        (OTHER, ARRIVED),
        (PARTY, VERIFIED),
    ]:
        write(journal, visit_id, fact)
        at_hand = journal.visits_at_hand()
        assert at_hand == {each: journal.visit(each) for each in at_hand}
        assert visit_id in at_hand
    assert set(journal.visits_at_hand()) == {PARTY, OTHER}


def test_only_what_grew_is_read_again(journal):
    read = []

    def visit(visit_id):
        read.append(visit_id)
        return journal.visit(visit_id)

    at_hand = VisitsAtHand(
        [*write(journal, PARTY, OPENED, ARRIVED), *write(journal, OTHER, OPENED)], visit
    )
    assert at_hand.all() == at_hand.all()
    assert read == [PARTY, OTHER]
    at_hand.note(write(journal, OTHER, ARRIVED))
    assert at_hand.all()[OTHER].version == 2
    assert read == [PARTY, OTHER, OTHER]


def test_a_refused_step_changes_nothing(journal):
    stale = journal.visit(PARTY)
    write(journal, PARTY, OPENED)
    before = journal.visits_at_hand()
    with pytest.raises(ConcurrentChangeError):
        journal.append(stale.record([OPENED], at=AT, by="staff:K01"))
    assert journal.visits_at_hand() == before
