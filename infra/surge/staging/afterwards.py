"""What a crowd on several machines left behind: journals, seconds, Locust's figures, the log."""

from datetime import UTC, datetime
from pathlib import Path

from infra.postgres.access import Access
from infra.surge.counting import require_last_word
from infra.surge.houses.houses import OpenHouse
from infra.surge.rush import Run, look_back
from infra.surge.staging.before import read_before
from infra.surge.watching.batches import log_bytes, read_batches
from infra.surge.watching.observed import Observed
from infra.surge.watching.timeline import read_seconds
from loadtests.drills import read_drill


async def look_at(booking: Access, folder: Path) -> Run:
    """The whole run; of the site's machine nothing is known but what stands in its log.

    *booking*: the seeded database, as a role that may read all of it.

    Raises:
        RuntimeError: Locust's last word is not in the folder.
    """
    require_last_word(folder)
    before = read_before(folder)
    seconds, came_at = read_seconds(folder)
    observed = Observed(
        seconds=seconds,
        came_at=came_at,
        samples=(),
        looks=(),
        waits={},
        batches=await read_batches(booking.dsn, before.since),
        log_bytes=await log_bytes(booking.dsn) - before.log_bytes,
    )
    house = OpenHouse(
        drill=read_drill(folder / "drill.json"),
        url="",
        booking=booking,
        since=before.since,
        processes={},
    )
    return await look_back(house, folder, datetime.fromtimestamp(came_at, UTC), observed)
