"""Residents beside pgbench: who comes to which crowd."""

from pathlib import Path

from infra.peers.pgbench import share_out
from infra.peers.turns import PAIRINGS


def test_nobody_comes_in_two_crowds(tmp_path: Path) -> None:
    names = [f"notice-{nth}\n" for nth in range(9)]
    (tmp_path / "residents").write_text("notice\n" + "".join(names))

    share_out(tmp_path, dict(zip(PAIRINGS, (4, 5), strict=True)))

    head, *by_form = (tmp_path / "form" / "residents").read_text().splitlines(keepends=True)
    assert (head, by_form) == ("notice\n", names[:4])
    assert (tmp_path / "one_step" / "residents").read_text() == "notice\n" + "".join(names[4:])
