"""数える: how many people of which age and sex have their card. Only counts leave the register."""

from collections import Counter
from datetime import date

from issuance.applicants.groups import Group
from issuance.application.work import Work
from issuance.read_models.queries_reports import ReportQueries


class Counting:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def issued(self, on: date) -> Counter[Group]:
        """By the ages of that day, of the cards that were with their holders at its end."""
        pool, counted = self._work.log.pool, Counter[Group]()
        async for case_ids in ReportQueries(pool).issued_cases(on):
            async with pool.acquire() as connection:
                counted += await self._work.registry.counted(connection, case_ids, on)
        return counted
