"""Whatever stops the writer: the next attempts set every PIN and leave full tries."""

import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_station.readers.connection import CardRemovedError
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.keeping import KeptCard
from issuance.pins.references import Reference
from issuance.pins.writer import NotTransportPinError, Outcome
from tests.counter_station.virtual.made_up import card_data
from tests.issuance.pins.writing_desk import SET, WritingDesk

ALL_SET = dict.fromkeys(Reference, Outcome.SET)
REMOVALS = (Fault.REMOVED_BEFORE, Fault.REMOVED_AFTER)
NEVER = 10_000


def commands_of_a_whole_setting(folder) -> int:
    desk = WritingDesk(folder)
    counted = FaultyCard(desk.card, FaultAt(command=NEVER, fault=Fault.REMOVED_BEFORE))
    desk.attempt(counted)
    return counted.commands


@pytest.mark.parametrize("fault", REMOVALS)
def test_the_card_is_removed_at_every_single_command(tmp_path, fault):
    total = commands_of_a_whole_setting(tmp_path)
    assert total > 5 * 8
    for command in range(1, total + 1):
        folder = tmp_path / f"{command}"
        folder.mkdir()
        desk = WritingDesk(folder)
        with pytest.raises(CardRemovedError):
            desk.attempt(FaultyCard(desk.card, FaultAt(command=command, fault=fault)))
        assert min(tries for _, tries in desk.on_card().values()) >= 2
        assert desk.attempt() == ALL_SET, command
        assert desk.on_card() == SET, command


def test_without_its_journal_the_writer_would_be_lost(tmp_path):
    """The control: the matrix above does find what the journal is for."""
    desk = WritingDesk(tmp_path)
    with pytest.raises(CardRemovedError):
        desk.attempt(FaultyCard(desk.card, FaultAt(command=36, fault=Fault.REMOVED_AFTER)))
    desk.journal.destroy()
    with pytest.raises(NotTransportPinError):
        desk.attempt()


removals = st.lists(
    st.builds(FaultAt, command=st.integers(1, 80), fault=st.sampled_from(REMOVALS)), max_size=12
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(faults=removals)
def test_the_card_is_removed_again_and_again(tmp_path_factory, faults):
    desk = WritingDesk(tmp_path_factory.mktemp("desk"))
    for fault in faults:
        try:
            desk.attempt(FaultyCard(desk.card, fault))
        except CardRemovedError:
            continue
    assert desk.attempt() == ALL_SET
    assert desk.on_card() == SET


KILLED_AT_A_COMMAND = """
import os, signal, sys
from pathlib import Path
from counter_station.virtual.keeping import KeptCard
from tests.issuance.pins.writing_desk import WritingDesk

class Killing:
    def __init__(self, card, at): self.card, self.left = card, at
    atr = b""
    def power_on(self): self.card.power_on()
    def reset(self): self.card.reset()
    def process(self, command):
        answer = self.card.process(command)
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

folder = Path(sys.argv[1])
WritingDesk(folder).attempt(Killing(KeptCard.open(folder / "card"), int(sys.argv[2])))
"""


@pytest.mark.parametrize("command", [24, 25, 28, 38, 48, 58, 68])
def test_the_process_is_killed_within_and_between_the_legs(tmp_path, command):
    KeptCard.create(tmp_path / "card", card_data())
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT_A_COMMAND, tmp_path, f"{command}"], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    kept = KeptCard.open(tmp_path / "card")
    assert WritingDesk(tmp_path).attempt(kept) == ALL_SET
    desk = WritingDesk(tmp_path, kept.card)
    assert desk.on_card() == SET
