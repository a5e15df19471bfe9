"""`madoguchi import-counts`: a ward's published counts become its history."""

import asyncio

import pytest

from infra.cli.past_counts import import_counts
from infra.sample.history import FILE, edogawa
from issuance.ledger.postgres import PostgresLog
from issuance.planning.campaign import Campaign, campaign_id_of, evolve


@pytest.fixture
def configured(issuance_access, monkeypatch):
    given = {
        "DSN": issuance_access.dsn,
        **dict.fromkeys(
            ("APPLICATION_ID_SECRET", "NOTICE_SECRET", "BIRTHDAY_KEY", "APPLICANTS_KEY"),
            "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
        ),
    }
    for name, value in given.items():
        monkeypatch.setenv(f"MADOGUCHI_BACK_OFFICE_{name}", value)


async def campaign(issuance_db) -> Campaign:
    async with PostgresLog(issuance_db).transaction() as tx:
        return (await tx.read(campaign_id_of("131237"), Campaign(), evolve)).state


async def test_a_file_is_taken_in_once_under_its_source(configured, issuance_db, capsys):
    for _ in range(2):
        took = await asyncio.to_thread(import_counts, FILE, source="総務省", prefix="edogawa_")
        assert took == 0
    found = await campaign(issuance_db)
    assert (found.source, found.past) == ("総務省", edogawa())
    assert "46 counts" in capsys.readouterr().out


async def test_a_file_that_is_no_list_changes_nothing(configured, issuance_db, tmp_path, capsys):
    file = tmp_path / "counts.csv"
    for content in (b"a,b\n1,2\n", b"\xff\xfe\x00", b"as_of,cards_issued_cumulative\nx,1\n"):
        file.write_bytes(content)
        assert await asyncio.to_thread(import_counts, file, source="", prefix="") == 1
    said = capsys.readouterr().err
    assert said.count("Remedy") == 3
    assert "counts.csv:2:" in said
    assert (await campaign(issuance_db)).past == ()
