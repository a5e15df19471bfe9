"""The command: quick help, mistakes in one line."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from booking_web.phone_desk.staff import StaffFile

PROJECT = Path(__file__).parents[2]
ELSEWHERE = tempfile.gettempdir()
"""A folder in which no demo was ever run."""


def madoguchi(*words, typed="", **environment):
    """Run the command in a process of its own, without any settings."""
    return subprocess.run(
        [sys.executable, "-m", "infra.cli.main", *words],
        capture_output=True,
        input=typed,
        text=True,
        check=False,
        cwd=ELSEWHERE,
        env={"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin", **environment},
    )


def test_help_names_what_it_can_do():
    said = madoguchi("--help").stdout
    for name in ("demo", "sample-ward", "import-delivery", "settings", "migrate", "serve", "keys"):
        assert name in said


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("serve", "bookings"), "Known: booking, office"),
        (("virtual-card", "stamp"), "Known: mynumber"),
        (("virtual-card", "mynumber", "--fault", "fire"), "Known: removed-before"),
        (("virtual-card", "mynumber", "--person", "nobody.json"), "nobody.json"),
        (("serve", "worker"), "madoguchi keys"),
        (("audit",), "MADOGUCHI_AUDIT_DSN"),
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


def test_a_person_file_that_is_no_card_is_refused_without_its_values(tmp_path):
    person = tmp_path / "person.json"
    person.write_text('{"serial": "900000000000033", "municipality": 13123}')
    finished = madoguchi("virtual-card", "mynumber", "--person", str(person))
    assert finished.returncode == 2
    assert finished.stderr.startswith("madoguchi: person file: ")
    assert "13123" not in finished.stderr


def test_readers_without_a_service_are_told_by_words_and_exit_code(tmp_path):
    finished = madoguchi("readers", PCSCLITE_CSOCK_NAME=str(tmp_path / "nobody"))
    assert finished.returncode == 4
    assert finished.stdout == ""
    assert finished.stderr.count("\n") == 1
    assert "pcsc" in finished.stderr
    told = madoguchi("readers", PCSCLITE_CSOCK_NAME=str(tmp_path / "nobody"), LANG="ja_JP.UTF-8")
    assert "ありません" in told.stderr or "動いていません" in told.stderr


def test_keys_are_made_without_settings(tmp_path):
    finished = madoguchi("keys", str(tmp_path / "keys"))
    assert finished.returncode == 0
    assert finished.stdout.endswith(" made, 0 were there.\n")


def test_staff_of_the_phone_desk_are_entered_listed_and_taken_out(tmp_path):
    file, secret = tmp_path / "staff.toml", tmp_path / "secret"
    secret.write_text("a password of some length\n")
    there = ("--file", str(file))
    assert madoguchi("phone-staff", "add", "p01", "--password-file", str(secret), *there).stdout
    assert madoguchi("phone-staff", "add", "P02", *there, typed="another password\n").stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert "password" not in file.read_text().replace("password_hash", "")
    assert StaffFile(file).agrees("P01", "a password of some length")
    assert StaffFile(file).agrees("P02", "another password")
    assert not StaffFile(file).agrees("P02", "a password of some length")
    assert madoguchi("phone-staff", "remove", "P02", *there).returncode == 0
    assert madoguchi("phone-staff", "list", *there).stdout == "P01\n"


@pytest.mark.parametrize(
    ("code", "password"), [("1", "long enough"), ("P01", "short"), ("P01", "")]
)
def test_a_code_or_password_that_will_not_do_enters_nobody(tmp_path, code, password):
    file = tmp_path / "staff.toml"
    finished = madoguchi("phone-staff", "add", code, "--file", str(file), typed=f"{password}\n")
    assert finished.returncode == 1
    assert "needed" in finished.stderr or "characters" in finished.stderr
    assert not file.exists()


def test_a_password_is_no_argument(tmp_path):
    finished = madoguchi("phone-staff", "add", "P01", "a password of some length")
    assert finished.returncode == 2
    assert "unexpected extra argument" in finished.stderr


def test_where_the_staff_file_is_must_be_said():
    finished = madoguchi("phone-staff", "list")
    assert "MADOGUCHI_BOOKING_PHONE_STAFF_FILE" in finished.stderr
