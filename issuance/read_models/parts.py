"""Tables that can be made by several processes: in parts that look at none of each other's rows.

While parts are being made, the reader of the whole stands at UNFINISHED. Whoever comes by then, the
worker too, goes on with each part where it stands, so nobody waits for a process that died.
"""

from collections.abc import Sequence

from issuance.ledger.postgres import LAST_POSITION, PostgresLog
from issuance.read_models.projector import UNFINISHED, Projector


class ProjectorInParts:
    """One reader of the log for all tables; while they are made in parts, a reader for each."""

    def __init__(self, log: PostgresLog, *, whole: Projector, parts: Sequence[Projector]) -> None:
        self._log, self._whole, self._parts = log, whole, tuple(parts)

    async def catch_up(self) -> int:
        """Apply everything up to the head of the log; return the position reached."""
        while (position := await self._whole.catch_up()) == UNFINISHED:
            await self._finish()
        return position

    async def rebuild(self) -> int:
        """Empty the tables and read the log from its beginning, in this process alone."""
        await self._empty(whole=0, part=LAST_POSITION)
        return await self.catch_up()

    async def begin(self) -> None:
        """Empty the tables; from now on they are made in parts."""
        await self._empty(whole=UNFINISHED, part=0)

    async def make_part(self, number: int) -> None:
        """Make one part's tables, up to the head of the log. Others may be making it too."""
        await self._parts[number].catch_up()

    async def _finish(self) -> None:
        upto = LAST_POSITION
        while True:
            upto = max([await each.catch_up(upto) for each in self._parts])
            if await self._joined():
                return

    async def _joined(self) -> bool:
        """Let the whole go on if all parts stand at one place; True if it does go on."""
        async with self._log.transaction() as tx:
            whole = await self._whole.position(tx)
            places = {await each.position(tx) for each in self._parts}
            if whole == UNFINISHED and len(places) == 1:
                whole = places.pop()
                await self._whole.move(tx, whole)
                for each in self._parts:
                    # Whoever still makes a part finds nothing more to do.
                    await each.move(tx, LAST_POSITION)
            return whole != UNFINISHED

    async def _empty(self, *, whole: int, part: int) -> None:
        async with self._log.transaction() as tx:
            # As in a batch: first the positions, then the tables.
            for each in (self._whole, *self._parts):
                await each.position(tx)
            await self._whole.empty(tx)
            await self._whole.move(tx, whole)
            for each in self._parts:
                await each.move(tx, part)
