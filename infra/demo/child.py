"""One process of the house: started, waited for, watched, started again, stopped."""

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.demo.errors import PartDidNotStartError
from infra.postgres.unprivileged import dies_with_parent

START_SECONDS = 60.0
STOP_SECONDS = 10.0
CALM_SECONDS = 30.0
"""Running this long makes earlier crashes forgotten."""
LONGEST_PAUSE_SECONDS = 15.0

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What to run. It is up when `health_url` answers 200 or `health_file` was touched."""

    name: str
    command: Sequence[str]
    health_url: str | None = None
    health_file: Path | None = None


class Child:
    """A part that runs. It dies with us, and comes back when it dies alone."""

    def __init__(self, part: Part, *, environment: Mapping[str, str], log: Path, say: Say) -> None:
        self.part = part
        self._environment, self._log, self._say = environment, log, say
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._began = 0.0

    @property
    def pid(self) -> int | None:
        """The process id, or None while it is down."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def start(self) -> None:
        """Start it and return when it is up.

        Raises:
            PartDidNotStartError: it ended, or was not up in time.
        """
        await self._spawn()
        await self.wait_until_up()
        self._watching = asyncio.create_task(self._watch(), name=f"watch {self.part.name}")

    async def wait_until_up(self) -> None:
        until = time.monotonic() + START_SECONDS
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            while time.monotonic() < until and self.pid is not None:
                if await self._is_up(client):
                    return
                await asyncio.sleep(0.05)
        raise PartDidNotStartError(self.part.name, self._log)

    async def wait_until_back(self) -> None:
        """Return when it is up again after a crash.

        Raises:
            PartDidNotStartError: it did not come back in time.
        """
        until = time.monotonic() + START_SECONDS
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            while time.monotonic() < until:
                if self.pid is not None and await self._is_up(client):
                    return
                await asyncio.sleep(0.05)
        raise PartDidNotStartError(self.part.name, self._log)

    async def stop(self) -> None:
        """Ask it to end; insist after a while."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None
        await self._end(signal.SIGTERM)

    async def restart(self) -> None:
        """Stop and start again, as an update would."""
        await self.stop()
        await self.start()

    async def kill(self) -> None:
        """Send SIGKILL; it is then brought back like after any crash. For drills."""
        if self._process is not None and self.pid is not None:
            self._process.kill()
            await self._process.wait()

    async def _spawn(self) -> None:
        with self._log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self.part.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(self._environment),
                start_new_session=True,  # Ctrl-C is for us; we stop them in order
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
        self._began = time.time()

    async def _end(self, first: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(first)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._say(f"{self.part.name} does not end by itself; ending it.")
            process.kill()
            await process.wait()

    async def _is_up(self, client: httpx.AsyncClient) -> bool:
        if self.part.health_url is not None:
            try:
                return (await client.get(self.part.health_url)).is_success
            except httpx.TransportError:
                return False
        if self.part.health_file is not None:
            file = self.part.health_file
            return file.exists() and file.stat().st_mtime >= self._began
        return True

    async def _watch(self) -> None:
        pause = 0.2
        while self._process is not None:
            code = await self._process.wait()
            if time.time() - self._began > CALM_SECONDS:
                pause = 0.2
            self._say(f"{self.part.name} ended ({_why(code)}); starting it again.")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            await self._spawn()
            await self._welcome_back()

    async def _welcome_back(self) -> None:
        try:
            await self.wait_until_up()
        except PartDidNotStartError as error:
            self._say(str(error))
        else:
            self._say(f"{self.part.name} is up again.")


def _why(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
