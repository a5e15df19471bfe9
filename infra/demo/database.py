"""The house's PostgreSQL: ours, brought back when it falls, or one that is configured."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from infra.demo.child import Say
from infra.postgres.access import Access
from infra.postgres.errors import PostgresError
from infra.postgres.server import PostgresServer


@dataclass(kw_only=True)
class HouseDatabase:
    """`configured` is the DSN of a server that is there; then none is started or stopped."""

    folder: Path
    configured: str | None
    say: Say
    _server: PostgresServer | None = None
    _watching: asyncio.Task[None] | None = None

    @property
    def admin(self) -> Access:
        return Access.from_dsn(self.configured) if self.configured else self._our_server.admin

    @property
    def pid(self) -> int | None:
        return self._server.pid if self._server else None

    async def start(self) -> None:
        if self.configured is None:
            self._our_server.start()
            self._watching = asyncio.create_task(self._watch(), name="watch postgres")

    async def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None
        if self._server is not None:
            self._server.stop()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def kill(self) -> None:
        """Send the server SIGKILL; it is brought back and recovers. For drills."""
        if self._server is not None:
            self._server.kill()

    async def wait_until_back(self) -> None:
        """Return when the server takes connections again; there is no end to the waiting."""
        up = False
        while not up:
            await asyncio.sleep(0.05)
            up = self.configured is not None or self.pid is not None

    @property
    def _our_server(self) -> PostgresServer:
        if self._server is None:
            self._server = PostgresServer(folder=self.folder)
        return self._server

    async def _watch(self) -> None:
        # Started here, in the main thread: the server lives only as long as its thread.
        while True:
            await asyncio.sleep(0.2)
            if self.pid is not None:
                continue
            self.say("postgres ended; starting it again.")
            self._our_server.stop()
            try:
                self._our_server.start()
            except PostgresError as error:
                self.say(str(error))
                await asyncio.sleep(2)
            else:
                self.say("postgres is up again.")
