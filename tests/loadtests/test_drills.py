"""Drills are data: what the file says, what is changed on the command line, what is refused."""

import pytest

from loadtests.drills import DrillError, drill_names, load_drill, read_drill, write_drill

FILE = """
[every]
thresholds = ["failures <= 0"]
people = { think_seconds = 2.0 }

[rush]
says = "all at once"
scenario = "one_step"
model = "closed"
users = 10
seconds = 60
thresholds = ["book.p99 <= 500"]
ward = { residents = 1000, slots = 50, places = 20 }
people = { tries = 3 }
[rush.short]
users = 2
thresholds = ["book.requests >= 1"]
ward = { residents = 20 }
"""


@pytest.fixture
def path(tmp_path):
    (tmp_path / "drills.toml").write_text(FILE)
    return tmp_path / "drills.toml"


def test_what_holds_for_every_drill_comes_first(path):
    drill = load_drill("rush", path=path)
    assert drill.thresholds == ("failures <= 0", "book.p99 <= 500")
    assert (drill.people.think_seconds, drill.people.tries) == (2.0, 3)


def test_the_short_edition_changes_what_it_names(path):
    drill = load_drill("rush", short=True, path=path)
    assert (drill.users, drill.seconds) == (2, 60)
    assert (drill.ward.residents, drill.ward.slots) == (20, 50)
    assert drill.thresholds == ("failures <= 0", "book.requests >= 1")


def test_the_command_line_has_the_last_word(path):
    drill = load_drill("rush", short=True, changed=["users=7", "ward.places=1"], path=path)
    assert (drill.users, drill.ward.places) == (7, 1)


@pytest.mark.parametrize(
    "change",
    [
        *("usres=7", "ward.place=1", "users=many", "seconds=-1", "ward.places=0.5"),
        *("thresholds=['outcomes.fuond <= 0']", "thresholds=['book.p99 < 5']"),
    ],
)
def test_a_slip_is_refused(path, change):
    with pytest.raises(DrillError):
        load_drill("rush", changed=[change], path=path)


@pytest.mark.parametrize("name", ["every", "no-such"])
def test_what_is_no_drill_is_refused(path, name):
    with pytest.raises(DrillError, match="rush"):
        load_drill(name, path=path)


def test_the_crowd_reads_what_was_written_for_it(path, tmp_path):
    drill = load_drill("rush", path=path)
    write_drill(drill, tmp_path / "drill.json")
    assert read_drill(tmp_path / "drill.json") == drill


@pytest.mark.parametrize("name", drill_names())
@pytest.mark.parametrize("short", [False, True])
def test_every_drill_of_ours_can_be_read(name, short):
    drill = load_drill(name, short=short)
    assert drill.thresholds
    assert drill.ward.residents + drill.ward.booked >= 1
