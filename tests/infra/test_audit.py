"""`madoguchi audit`: what it prints, for people and programs, and how it ends."""

import asyncio
import json

import asyncpg
import pytest
from click.testing import CliRunner

from infra.cli.main import cli
from infra.settings import SettingsError


@pytest.fixture
def audit(booking_admin):
    """Run the command on this test's database."""
    environment = {"MADOGUCHI_AUDIT_DSN": booking_admin.dsn}
    return lambda *words: CliRunner().invoke(cli, ["audit", *map(str, words)], env=environment)


async def spoil(dsn: str) -> None:
    """More slots in the table than in the log."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(
        "INSERT INTO booking.slot_places SELECT gen_random_uuid(), 9, 1 FROM generate_series(1, 8)"
    )
    await connection.close()


def test_every_rule_that_holds_is_named_and_it_ends_with_0(audit):
    said = audit()
    assert said.exit_code == 0
    head, took, _, *rules = said.output.splitlines()
    assert "every rule holds" in head
    assert len(took.partition("Slowest rules: ")[2].split(", ")) == 3
    assert len(rules) > 25
    assert all(rule.startswith("holds    ") for rule in rules)


def test_a_broken_rule_is_told_with_some_of_the_places_and_it_ends_with_1(audit, booking_admin):
    asyncio.run(spoil(booking_admin.dsn))
    said = audit()
    assert said.exit_code == 1
    assert "BROKEN: 1 of" in said.output
    assert "(table_of_places: 8 times)" in said.output
    assert said.output.count("taken_in_table 1") == 5
    assert "… and 3 more" in said.output


def test_programs_are_told_in_json(audit, booking_admin, tmp_path):
    journal = tmp_path / "journal"
    someone = "00000000-0000-4000-8000-000000000001"
    journal.write_text(f"{someone} {someone} key confirmed 1795000000.5\n{someone} cut-o")
    said = audit("--json", "--journal", journal, "--since", 0)
    told = json.loads(said.output)
    assert said.exit_code == 1
    assert (told["log"], told["holds"], told["acknowledgements"]) == ("booking", False, 1)
    assert 0 < told["reading_seconds"] < told["seconds"]
    assert set(told["slowest_rules"]) < {each["name"] for each in told["findings"]}
    broken = {each["name"]: each for each in told["findings"] if each["broken"]}
    assert list(broken) == ["acknowledged_and_lost"]
    assert someone in broken["acknowledged_and_lost"]["examples"][0]


@pytest.mark.parametrize("dsn", ["postgresql://nobody@127.0.0.1:1/none", "nonsense://", None])
def test_a_database_that_cannot_be_read_is_said(dsn, booking_access):
    """None: the program's own role, which may not read everything."""
    environment = {"MADOGUCHI_AUDIT_DSN": dsn or booking_access.dsn}
    fault = CliRunner().invoke(cli, ["audit"], env=environment).exception
    assert isinstance(fault, SettingsError)
    assert "could not be judged" in str(fault)
    assert "Remedy:" in str(fault)


@pytest.mark.parametrize(
    ("words", "remedy"),
    [(("--log", "diary"), "Known: booking"), (("--journal", __file__), "is no journal of clients")],
)
def test_what_cannot_be_judged_is_said(audit, words, remedy):
    fault = audit(*words).exception
    assert isinstance(fault, SettingsError)
    assert remedy in str(fault)
