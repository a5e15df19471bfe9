"""Who seeds a whole ward sees how far it is."""

import pytest

from infra.surge.houses import progress


def test_what_takes_long_is_told_and_what_does_not_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    seeding = progress.Seeding()
    for nth in seeding.through("residents", range(4_000), 4_000):
        now[0] = 4.0 if nth >= 999 else 0.0
    assert capsys.readouterr().out == "  seeding: 1,000 of 4,000 residents (25%)\n"
