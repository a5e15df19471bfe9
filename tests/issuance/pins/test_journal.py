"""The writer's journal: on disk before the next step, and about one card only."""

from pathlib import Path
from uuid import UUID

import pytest

from issuance.pins.journal import FileJournal, JournalOfAnotherCardError, Step
from issuance.pins.references import Reference

ENVELOPE = UUID(int=2)


def opened(
    path: Path, *, serial: str = "900000000000017", envelope_id: UUID = ENVELOPE
) -> FileJournal:
    return FileJournal(path, serial=serial, envelope_id=envelope_id)


def test_keeps_the_last_step_of_each_reference(tmp_path):
    path = tmp_path / "setting"
    journal = opened(path)
    journal.note(Reference.COMMON, Step.ABOUT_TO_CHANGE)
    journal.note(Reference.COMMON, Step.SET)
    journal.note(Reference.JUKI, Step.ABOUT_TO_CHANGE)
    assert opened(path).steps() == {
        Reference.COMMON: Step.SET,
        Reference.JUKI: Step.ABOUT_TO_CHANGE,
    }


@pytest.mark.parametrize("other", [{"serial": "1"}, {"envelope_id": UUID(int=3)}])
def test_is_refused_for_another_card_or_envelope(tmp_path, other):
    path = tmp_path / "setting"
    opened(path)
    with pytest.raises(JournalOfAnotherCardError):
        opened(path, **other)


def test_survives_a_line_cut_anywhere(tmp_path):
    path = tmp_path / "setting"
    opened(path).note(Reference.COMMON, Step.ABOUT_TO_CHANGE)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        journal = opened(path)
        assert journal.steps() == {}
        journal.note(Reference.COMMON, Step.SET)
        assert opened(path).steps() == {Reference.COMMON: Step.SET}
    assert last > 0


def test_is_gone_once_destroyed(tmp_path):
    journal = opened(tmp_path / "setting")
    journal.destroy()
    assert not (tmp_path / "setting").exists()
    journal.destroy()
