"""お知らせ: what the office writes is shown when it is due, in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from booking_web.announcements import Board
from booking_web.texts import ALL

AT = datetime(2026, 12, 1, tzinfo=UTC)
FILE = """
[[announcement]]
show_from = 2026-11-30T00:00:00+09:00
show_until = 2026-12-21T00:00:00+09:00
first_on = 2026-12-19
last_on = 2026-12-20
[announcement.text]
ja = "点検のため、<カード>の手続きができません。"
en = "No card services because of maintenance."

[[announcement]]
urgent = true
show_from = 2026-11-30T00:00:00+09:00
show_until = 2026-12-02T00:00:00+09:00
[announcement.text]
ja = "停電のため、今日の窓口は休みです。"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "announcements.toml"
    path.write_text(FILE, "utf-8")
    return path


def test_urgent_ones_come_first_and_all_end(path: Path):
    board = Board(path)
    assert [each.urgent for each in board.now(ALL["ja"], AT)] == [True, False]
    assert [each.urgent for each in board.now(ALL["ja"], AT + timedelta(days=3))] == [False]
    assert board.now(ALL["ja"], AT + timedelta(days=30)) == []


def test_each_language_has_its_own_text_or_the_japanese_one_marked_as_such(path: Path):
    urgent, planned = Board(path).now(ALL["en"], AT)
    assert planned.title == "No card services because of maintenance."
    assert "19 December 2026" in planned.span
    assert urgent.title.startswith("\ue003停電")


@pytest.mark.parametrize(
    "broken",
    ["[[announcement", "[[announcement]]\nshow_from = 1", "[[announcement]]\nurgent = true", "x=1"],
)
def test_a_file_that_cannot_be_read_shows_nothing_and_stops_nothing(path: Path, broken: str):
    path.write_text(broken, "utf-8")
    assert Board(path).now(ALL["ja"], AT) == []


def test_without_a_file_there_are_none(tmp_path: Path):
    assert Board(None).now(ALL["ja"], AT) == []
    assert Board(tmp_path / "none.toml").now(ALL["ja"], AT) == []
    assert date(2026, 12, 19) < AT.date() + timedelta(days=30)
