"""Who may sign in: the office's list of this day, and no more tries than are counted."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from counter_station.journal.file import JournalFile
from counter_station.journal.outbox import Outbox
from counter_station.journal.strongbox import StrongBox
from counter_station.released import ReleasedClerk, StaffList
from counter_station.screens.staff import Entry, Staff

MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # nine in Tokyo
HASH = PasswordHasher(time_cost=1, memory_cost=8_192).hash("481516")
LIST = StaffList(
    day=MORNING.date(),
    clerks=(
        ReleasedClerk(staff_id="K01", pin_hash=HASH),
        ReleasedClerk(staff_id="S01", pin_hash=HASH, supervisor=True),
    ),
)


class Desk:
    """A station's memory of the day; opened again, it is the next process."""

    def __init__(self, path):
        self.now, self.released, self._path = MORNING, LIST, path
        self.open()

    def restart(self):
        self.file.close()
        self.open()

    def open(self):
        self.file = JournalFile(self._path, StrongBox(b"j" * 32))
        self.staff = Staff(lambda: self.released, Outbox(self.file), lambda: self.now)

    def enter(self, pin="481516", staff_id="K01"):
        return self.staff.enter(staff_id, pin)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "journal.sqlite")
    yield desk
    desk.file.close()


def test_the_list_opens_and_nobody_else(desk):
    assert desk.enter() is Entry.WELCOME
    assert desk.enter(pin="481517") is Entry.REFUSED
    assert desk.enter(staff_id="K99") is Entry.REFUSED
    desk.released = None
    assert desk.enter() is Entry.NO_LIST


def test_who_is_no_more_on_the_list_has_lost_access(desk):
    desk.released = StaffList(day=LIST.day, clerks=LIST.clerks[1:])
    assert desk.enter() is Entry.REFUSED
    assert not desk.staff.is_released("K01")
    assert desk.staff.is_released("S01")


def test_only_supervisors_sign_as_supervisors(desk):
    assert desk.staff.is_supervisor("S01")
    assert not desk.staff.is_supervisor("K01")
    assert not desk.staff.is_supervisor("K99")


def test_the_fifth_wrong_try_locks_for_a_while_also_over_a_restart(desk):
    wrong = [desk.enter(pin="000000") for _ in range(5)]
    assert wrong == [Entry.REFUSED] * 4 + [Entry.LOCKED]
    assert desk.enter() is Entry.REFUSED
    desk.restart()
    assert desk.enter() is Entry.REFUSED
    assert desk.enter(staff_id="S01") is Entry.WELCOME
    desk.now += timedelta(minutes=10)
    assert desk.enter() is Entry.WELCOME


def test_whoever_goes_on_guessing_is_out_for_the_day(desk):
    for _ in range(3):
        for _ in range(5):
            desk.enter(pin="000000")
        desk.now += timedelta(minutes=10)
    desk.now += timedelta(hours=6)
    assert desk.enter() is Entry.REFUSED
    desk.now = MORNING + timedelta(days=1)
    assert desk.enter() is Entry.WELCOME


def test_a_right_one_forgives_the_wrong_ones_before(desk):
    for _ in range(3):
        assert [desk.enter(pin="000000") for _ in range(4)] == [Entry.REFUSED] * 4
        assert desk.enter() is Entry.WELCOME
