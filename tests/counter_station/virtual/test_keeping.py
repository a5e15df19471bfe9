"""A virtual card in a file."""

import signal
import subprocess
import sys

import pytest

from counter_station.virtual.keeping import KeptCard
from tests.counter_station.virtual.made_up import card_data

SELECT = bytes.fromhex("00A4040C0AD392F000260100000001")
AUTH_PIN = bytes.fromhex("00A4020C020018")
WRONG = bytes.fromhex("0020008004") + b"9999"
HOW_MANY_TRIES = bytes.fromhex("00200080")

DIES_AFTER_ITS_ANSWER = """
import os, signal, sys
from pathlib import Path
from counter_station.virtual.keeping import KeptCard
card = KeptCard.open(Path(sys.argv[1]))
for command in sys.argv[2:]:
    card.process(bytes.fromhex(command))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_knows_after_kill_9_what_it_answered_for(tmp_path):
    file = tmp_path / "card.json"
    KeptCard.create(file, card_data())
    commands = [command.hex() for command in (SELECT, AUTH_PIN, WRONG)]
    ended = subprocess.run(
        [sys.executable, "-c", DIES_AFTER_ITS_ANSWER, file, *commands], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    card = KeptCard.open(file)
    card.process(SELECT)
    card.process(AUTH_PIN)
    assert card.process(HOW_MANY_TRIES) == b"\x63\xc2"


def test_is_readable_by_its_owner_only(tmp_path):
    file = tmp_path / "card.json"
    KeptCard.create(file, card_data())
    assert file.stat().st_mode & 0o077 == 0


def test_is_never_made_twice(tmp_path):
    file = tmp_path / "card.json"
    KeptCard.create(file, card_data())
    with pytest.raises(FileExistsError):
        KeptCard.create(file, card_data())


def test_keeps_its_throw_away_keys(tmp_path):
    file = tmp_path / "card.json"
    KeptCard.create(file, card_data())
    read = (SELECT, bytes.fromhex("00A4020C02000A"), bytes.fromhex("00B0000000"))
    first = list(map(KeptCard.open(file).process, read))
    assert list(map(KeptCard.open(file).process, read)) == first
