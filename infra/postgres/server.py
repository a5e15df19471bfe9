"""A PostgreSQL server of our own: data in a folder, a unix socket, passwords, checksums.

It lives as long as the process that started it, whatever ends that process.
"""

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from infra.postgres.access import Access
from infra.postgres.binaries import find_binaries
from infra.postgres.errors import FolderInUseError, ServerDidNotStartError
from infra.postgres.unprivileged import Wrapper, dies_with_parent, find_wrapper

PORT = 5432
"""Names the socket file too, so it stays the same where no TCP port is opened."""

LOCK_PATIENCE_SECONDS = 10.0
"""A server whose starter was killed needs a moment to write everything down."""

_LONGEST_SOCKET_PATH = 107
_SETTINGS = {
    "log_min_messages": "warning",
    # Neither statements nor the values in a refused row: they may be somebody's.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(kw_only=True)
class PostgresServer:
    """One server in one folder; use it as a context manager, or `start()` and `stop()`.

    `tcp_port` opens that port on 127.0.0.1 besides the socket. `options` are settings of
    postgresql.conf on top of ours.
    """

    folder: Path
    tcp_port: int | None = None
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    _process: subprocess.Popen[bytes] | None = None
    _lock: IO[str] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if running and self._process else None

    @property
    def admin(self) -> Access:
        """The superuser's way in."""
        return Access(
            host=str(self._socket_folder()),
            port=self.tcp_port or PORT,
            database="postgres",
            user="postgres",
            password=(self.folder / "admin.password").read_text(),
        )

    def start(self) -> Self:
        """Make the data if there is none, start the server, return when it takes connections.

        Raises:
            PostgresError: in one plain line, why not.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        binaries = find_binaries(self.data)
        wrapper = find_wrapper(binaries, self.folder)
        wrapper.give(self.folder)
        self._lock = _lock_folder(self.folder)
        try:
            if not self.data.exists():
                _make_data(self.folder, binaries, wrapper)
            _forget_dead_server(self.data / "postmaster.pid")
            self._run(binaries, wrapper)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End all sessions, write everything down, and go ("fast shutdown")."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=60)
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def kill(self) -> None:
        """Like a power cut for the server alone; the next start recovers. For drills."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=60)
        self.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self, binaries: Path, wrapper: Wrapper) -> None:
        sockets = self._socket_folder()
        sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        wrapper.give(sockets)
        words = wrapper.command(binaries / "postgres", "-D", self.data, *self._settings(sockets))
        log = self.folder / "server.log"
        if log.exists():
            log.replace(self.folder / "server.log.1")
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops us in order
                pass_fds=(self._lock.fileno(),) if self._lock else (),
                preexec_fn=dies_with_parent(signal.SIGINT),  # noqa: PLW1509 - one system call
            )
        self._wait_until_ready(log)

    def _settings(self, sockets: Path) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1" if self.tcp_port else "",
            "port": str(self.tcp_port or PORT),
            "unix_socket_directories": str(sockets),
            **_SETTINGS,
            **self.options,
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait_until_ready(self, log: Path, patience_seconds: float = 60) -> None:
        """Wait for the status line that the server writes into its pid file, as pg_ctl does."""
        until = time.monotonic() + patience_seconds
        while time.monotonic() < until and self.pid is not None:
            if _status(self.data / "postmaster.pid") == "ready":
                return
            time.sleep(0.02)
        last = log.read_text(errors="replace").strip().splitlines()[-1:]
        reason = last[0] if last else "it said nothing"
        raise ServerDidNotStartError(f"PostgreSQL did not start: {reason} (all in {log})")

    def _socket_folder(self) -> Path:
        inside = self.folder.resolve() / "run"
        if len(str(inside / f".s.PGSQL.{self.tcp_port or PORT}")) <= _LONGEST_SOCKET_PATH:
            return inside
        name = sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"madoguchi-{os.geteuid()}-{name}"


def _lock_folder(folder: Path) -> IO[str]:
    """Take the folder, or say who has it.

    The server inherits the lock, so it is free only when the last server process is gone,
    also where the one who started it was killed. It then needs a moment: wait for it.
    """
    lock = (folder / "server.lock").open("a")
    until = time.monotonic() + LOCK_PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return lock
    lock.close()
    raise FolderInUseError(
        f"Another PostgreSQL works in {folder}. Remedy: end the other demo, or choose "
        "another folder with MADOGUCHI_DEMO_FOLDER."
    )


def _make_data(folder: Path, binaries: Path, wrapper: Wrapper) -> None:
    """Run initdb beside the final place and move it there whole, so a crash leaves no half."""
    half, password = folder / "data.new", folder / "admin.password"
    shutil.rmtree(half, ignore_errors=True)
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(32))
    wrapper.give(password)
    words = wrapper.command(
        binaries / "initdb",
        f"--pgdata={half}",
        "--username=postgres",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C",
        "--no-instructions",
    )
    finished = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if finished.returncode != 0:
        raise ServerDidNotStartError(f"initdb failed: {finished.stderr.strip()}")
    half.rename(folder / "data")
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _forget_dead_server(pid_file: Path) -> None:
    """Remove the pid file of a server that is gone; we hold the lock that it held.

    PostgreSQL asks only whether *some* process has that number: one that came later, or one
    that was killed but not yet collected by its parent, would keep it from starting.
    """
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split("\n", 1)[0])
    if _is_postgres(pid):
        raise FolderInUseError(
            f"A PostgreSQL that we did not start (process {pid}) works in {pid_file.parent}. "
            f"Remedy: kill -INT {pid}"
        )
    pid_file.unlink()


def _is_postgres(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    name, rest = stat[stat.index("(") + 1 :].rsplit(")", 1)
    return name == "postgres" and rest.split()[0] != "Z"


def _status(pid_file: Path) -> str:
    try:
        lines = pid_file.read_text().splitlines()
    except FileNotFoundError:
        return ""
    status_line = 7  # LOCK_FILE_LINE_PM_STATUS in PostgreSQL's pidfile.h, counted from 0
    return lines[status_line].strip() if len(lines) > status_line else ""
