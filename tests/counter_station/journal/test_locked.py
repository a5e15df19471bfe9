"""鍵付き保管: what lies on a station's disk says nothing to whoever has no key."""

import base64
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import JournalKeyError, StrongBox
from counter_station.journal.taking_over import change_key
from counter_station.visit.state import Visit, evolve
from issuance.ledger.recorders import sqlite_log
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

BOX, OTHER = StrongBox(b"j" * 32), StrongBox(b"o" * 32)
BLOB = b"sealed-pins-canary" * 8
CANARIES = [b"7H2K-9QXM", b"7K2X", b"K01", b"drivers-licence", b"identity-verified", b"party-"]
CANARIES += [str(ADULT).encode(), ADULT.hex.encode(), BLOB[:18], "架空町".encode(), b"visit-over"]
FACTS = (OPENED, ARRIVED, CALLED, VERIFIED, SEALED)
PLAIN_TABLES = """
CREATE TABLE answers (position INTEGER PRIMARY KEY, answer TEXT NOT NULL, code TEXT NOT NULL,
  answered_at TEXT NOT NULL, seen_by TEXT) STRICT;
CREATE TABLE sealed (envelope_id TEXT PRIMARY KEY, blob BLOB NOT NULL) STRICT;
CREATE TABLE office_copy (name TEXT PRIMARY KEY, body BLOB NOT NULL, fetched_at TEXT NOT NULL)
  STRICT;
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


def write(journal):
    """A visit with sealed PINs, a copy with an address in it, an answer, a refusal."""
    journal.outbox.keep_sealed(ENVELOPE, BLOB)
    journal.outbox.keep_copy("queue", "江戸川区架空町1丁目".encode(), AT)
    journal.append(journal.visit(PARTY).record(FACTS, at=AT, by="staff:K01"))
    journal.note({1: ""}, AT)
    journal.note({2: "visit-over"}, AT)


def canaries_in(folder):
    written = b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())
    assert len(written) > 10_000
    return [each for each in CANARIES if each in written]


def holds_everything(journal):
    assert journal.visit(PARTY).state.people[ADULT].sealed == SEALED
    assert journal.outbox.sealed(ENVELOPE) == BLOB
    assert journal.outbox.copy("queue").body == "江戸川区架空町1丁目".encode()
    assert [(each.position, each.code) for each in journal.conflicts()] == [(2, "visit-over")]
    assert first_unsent(journal) == 3


def first_unsent(journal):
    following = next_unsent(journal)
    assert following
    return following[0]


def test_neither_the_file_nor_its_write_ahead_log_says_anything(path):
    with closing(Journal(path, BOX)) as journal:
        write(journal)
        assert path.with_name("journal.sqlite-wal").stat().st_size > 0
        assert canaries_in(path.parent) == []
        holds_everything(journal)


def test_the_search_finds_what_is_not_locked(path):
    """The control of the test above: the same facts in a plain log."""
    plain_journal(path)
    assert set(canaries_in(path.parent)) >= {b"7H2K-9QXM", b"K01", BLOB[:18]}


def plain_journal(path):
    """As stations wrote it before they had keys."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.executescript(PLAIN_TABLES)
        database.execute("INSERT INTO answers VALUES (1, 'sent', '', ?, NULL)", (AT.isoformat(),))
        refused = (AT.isoformat(),)
        database.execute(
            "INSERT INTO answers VALUES (2, 'refused', 'visit-over', ?, NULL)", refused
        )
        database.execute("INSERT INTO sealed VALUES (?, ?)", (str(ENVELOPE), BLOB))
        copy = ("queue", "江戸川区架空町1丁目".encode(), AT.isoformat())
        database.execute("INSERT INTO office_copy VALUES (?, ?, ?)", copy)
    log = sqlite_log(path)
    log.append(log.read(PARTY, Visit(), evolve).record(FACTS, at=AT, by="staff:K01"))
    log.close()


def test_a_plain_journal_is_taken_over_once(path):
    plain_journal(path)
    with closing(Journal(path, BOX)) as journal:
        holds_everything(journal)
        assert canaries_in(path.parent) == []
        journal.outbox.note({3: ""}, (), AT)
    with closing(Journal(path, BOX)) as again:
        assert first_unsent(again) == 4


def test_another_key_is_refused_in_one_line_and_changes_nothing(path):
    with closing(Journal(path, BOX)) as journal:
        write(journal)
    before = path.read_bytes()
    with pytest.raises(JournalKeyError, match="does not open this journal"):
        Journal(path, OTHER)
    assert path.read_bytes() == before
    with closing(Journal(path, BOX)) as journal:
        holds_everything(journal)


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (None, 0o600, "No such file"),
        (base64.b64encode(b"k" * 32), 0o640, "readable by others"),
        (base64.b64encode(b"k" * 16), 0o600, "exactly 32 bytes"),
        (b"A", 0o600, "not base64"),
        (b"\xff\xfe", 0o600, "not a key"),
    ],
)
def test_a_key_file_that_is_none_is_named(tmp_path, content, mode, said):
    file = tmp_path / "journal.key"
    if content is not None:
        file.write_bytes(content)
        file.chmod(mode)
    with pytest.raises(JournalKeyError, match=said) as refused:
        StrongBox.read(file)
    assert "\n" not in str(refused.value)


def test_a_key_change_locks_everything_anew(path):
    with closing(Journal(path, BOX)) as journal:
        write(journal)
    change_key(path, BOX, OTHER)
    with pytest.raises(JournalKeyError):
        Journal(path, BOX)
    with closing(Journal(path, OTHER)) as journal:
        holds_everything(journal)
        assert canaries_in(path.parent) == []


def test_no_key_change_while_a_station_runs_or_with_a_wrong_key(path):
    with closing(Journal(path, BOX)) as journal:
        write(journal)
        with pytest.raises(JournalKeyError, match="another process"):
            change_key(path, BOX, OTHER)
    with pytest.raises(JournalKeyError, match="does not open"):
        change_key(path, OTHER, BOX)
    with closing(Journal(path, BOX)) as journal:
        holds_everything(journal)


def test_a_row_put_in_anothers_place_does_not_open(path):
    with closing(Journal(path, BOX)) as journal:
        write(journal)
        statement = (
            "UPDATE stored_events SET state = (SELECT state FROM stored_events WHERE rowid = 5)"
            " WHERE rowid = 4"
        )
        journal.outbox.file.write((statement, ()))
        with pytest.raises(JournalKeyError):
            journal.visit(PARTY)


def test_the_command_says_it_in_one_line(tmp_path):
    keys = [tmp_path / name for name in ("old.key", "new.key")]
    for number, each in enumerate(keys):
        each.touch(mode=0o600)
        each.write_bytes(base64.b64encode(bytes([number]) * 32))
    command = [sys.executable, "-m", "infra.cli.main", "station-key", *map(str, keys)]
    done = subprocess.run(
        [*command, "--journal", str(tmp_path / "none.sqlite")], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("madoguchi: there is no journal")
    assert done.stderr.count(b"\n") == 1
