"""The figures of both, put into the page that tells how they were measured."""

from pathlib import Path

import pytest

from infra.peers.figures import BEGIN, END, write_figures
from infra.peers.visits import Visits
from infra.surge.crowd import ROOT
from infra.surge.watching.machine import Machine

MACHINE = Machine(name="here", versions={"Python": "3.11"}, settings={})


def _visits(a_second: float, others: float = 0.0) -> Visits:
    return Visits(a_second=a_second, p50=5, p99=9, failures=1, others=others)


def _page(folder: Path) -> Path:
    page = folder / "peers.md"
    page.write_text(f"# Head\n{BEGIN}\nolder\n{END}\ntail\n")
    return page


def test_the_ratio_is_taken_within_each_round(tmp_path: Path) -> None:
    page = _page(tmp_path)
    rounds = [(_visits(100), _visits(10)), (_visits(50), _visits(1)), (_visits(40), _visits(2))]

    write_figures(page, {"one request": rounds}, MACHINE, "8 visitors")

    told = page.read_text()
    assert "| one request | **20 [10 to 50]** |" in told
    assert "| one request | ours | 50 [40 to 100] | 5 | 9 | 3 |" in told
    assert "the machine was quiet" in told
    assert "older" not in told
    assert (told.splitlines()[0], told.splitlines()[-1]) == ("# Head", "tail")


def test_a_machine_with_another_load_is_named(tmp_path: Path) -> None:
    page = _page(tmp_path)

    write_figures(
        page, {"one request": [(_visits(100, others=1.5), _visits(10))]}, MACHINE, "8 visitors"
    )

    assert "NOT quiet" in page.read_text()


def test_a_peer_that_finished_nothing_has_no_ratio(tmp_path: Path) -> None:
    page = _page(tmp_path)

    write_figures(page, {"one request": [(_visits(100), _visits(0))]}, MACHINE, "8 visitors")

    assert "finished none" in page.read_text()


def test_a_page_without_its_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "peers.md"
    page.write_text("# Head\n")

    with pytest.raises(ValueError, match="Remedy"):
        write_figures(page, {"one request": [(_visits(1), _visits(1))]}, MACHINE, "8 visitors")

    assert page.read_text() == "# Head\n"


def test_our_page_has_its_marks() -> None:
    page = (ROOT / "loadtests" / "peers.md").read_text()

    assert page.index(BEGIN) < page.index(END)
