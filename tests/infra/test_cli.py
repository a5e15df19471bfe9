"""The command: quick help, mistakes in one line."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ELSEWHERE = tempfile.gettempdir()
"""A folder in which no demo was ever run."""


def madoguchi(*words):
    """Run the command in a process of its own, without any settings."""
    return subprocess.run(
        [sys.executable, "-m", "infra.cli.main", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ELSEWHERE,
        env={"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"},
    )


def test_help_names_what_it_can_do():
    said = madoguchi("--help").stdout
    for name in ("demo", "sample-ward", "import-delivery", "settings", "migrate", "serve", "keys"):
        assert name in said


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("serve", "bookings"), "Known: booking, office"),
        (("serve", "worker"), "madoguchi keys"),
        (("migrate",), "MADOGUCHI_POSTGRES_BOOKING_PASSWORD_FILE"),
        (("import-delivery", "list.csv"), "MADOGUCHI_BACK_OFFICE_DSN"),
    ],
)
def test_what_a_person_can_mend_is_one_line(words, remedy):
    finished = madoguchi(*words)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr.count("\n") == 1
    assert remedy in finished.stderr


def test_keys_are_made_without_settings(tmp_path):
    finished = madoguchi("keys", str(tmp_path / "keys"))
    assert finished.returncode == 0
    assert finished.stdout.endswith(" made, 0 were there.\n")
