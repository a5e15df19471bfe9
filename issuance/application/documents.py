"""必要書類の公開: tells residents' site the rules in force, whenever they changed."""

from issuance.application.work import Facts, Order, Work, record
from issuance.identity.publication import DOCUMENTS, evolve, publish
from issuance.ledger.postgres import Transaction


class Documents:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def publish(self, order: Order) -> None:
        """Publish this program's rules; the same rules again add nothing."""

        async def work(tx: Transaction) -> Facts:
            before = await tx.read(DOCUMENTS, None, evolve)
            return record(before, order, publish(before.state))

        await self._work.carry_out(order, work)
