"""What the load generator notes is what the auditor reads."""

from uuid import UUID

import pytest

from loadtests.auditor import read_journal
from loadtests.journal import Journal, journals, notes

NOTICE, SLOT = UUID(int=7), UUID(int=8)


def test_what_was_noted_is_read(tmp_path):
    journal = Journal(tmp_path, 0)
    journal.write(str(NOTICE), "confirmed", slot=str(SLOT), key="k", asked="confirm", began=12.5)
    journal.write(str(NOTICE), "gone")
    journal.close()
    confirmed, gone = (line for path in journals(tmp_path) for line in read_journal(path))
    assert (confirmed.notice, confirmed.slot, confirmed.key) == (NOTICE, SLOT, "k")
    assert (confirmed.outcome, confirmed.asked) == ("confirmed", "confirm")
    assert confirmed.began.timestamp() == 12.5 < confirmed.at.timestamp()
    assert gone.outcome == "gone"


def test_notes_of_all_processes_are_read_by_their_kind(tmp_path):
    for process in range(2):
        journal = Journal(tmp_path, process)
        journal.note("waits", f"ticket-{process}")
        journal.note("draw", "{}")
        journal.close()
    assert [ticket for _, ticket in notes(tmp_path, "waits")] == ["ticket-0", "ticket-1"]


def test_an_outcome_that_no_limit_could_speak_of_is_refused(tmp_path):
    journal = Journal(tmp_path, 0)
    with pytest.raises(ValueError, match="no outcome 'lucky'"):
        journal.write(str(NOTICE), "lucky")
    journal.close()
