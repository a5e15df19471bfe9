"""鍵の交代: the public keys that stations seal PINs to, and what still needs an older one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from issuance.application.work import Facts, Order, Work, record
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction
from issuance.pins import key_course
from issuance.pins.key_course import PinKeyFact, PinKeyPublished, PinKeyRetiredError, PinKeys
from issuance.pins.keys import SealingKey

PinKeyStream = Stream[PinKeys, PinKeyFact]


@dataclass(frozen=True, kw_only=True)
class KeyStanding:
    """One key, and what is sealed to it. `published_at` is None for the installation's first."""

    key_id: str
    published_at: datetime | None
    current: bool
    sealed: int
    oldest_at: datetime | None
    unneeded: bool
    retired: bool
    destroyed: bool


class PinKeyDesk:
    """*grace*: so long PINs may come in late from a station that was without the network."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @property
    def _grace(self) -> timedelta:
        """As long as sealed PINs are kept: later they would be destroyed on arrival anyway."""
        return timedelta(days=self._work.policy.sealed_pins_days)

    async def current(self, first: SealingKey) -> SealingKey:
        """The key stations seal to; *first* until another was published."""
        async with self._work.log.transaction() as tx:
            published = (await self._keys(tx)).state.current
        return SealingKey.from_pem(published.public_key_pem.encode()) if published else first

    async def publish(self, order: Order, new: SealingKey, first: SealingKey) -> None:
        async def work(tx: Transaction) -> Facts:
            keys = await self._keys(tx)
            return record(keys, order, key_course.publish(keys.state, new, first=first))

        await self._work.carry_out(order, work)

    async def retire(self, order: Order, key_id: str) -> None:
        """Nothing sealed to this key is taken from now on."""

        async def work(tx: Transaction) -> Facts:
            keys = await self._keys(tx)
            sealed, _ = (await _sealed(tx)).get(key_id, (0, None))
            in_grace = order.at < await self._kept_until(tx, keys, key_id)
            decided = key_course.retire(keys.state, key_id, sealed=sealed, in_grace=in_grace)
            return record(keys, order, decided)

        await self._work.carry_out(order, work)

    async def note_destroyed(self, order: Order, key_id: str) -> None:
        async def work(tx: Transaction) -> Facts:
            keys = await self._keys(tx)
            return record(keys, order, key_course.note_destroyed(keys.state, key_id))

        await self._work.carry_out(order, work)

    async def standing(self, first: SealingKey, now: datetime) -> list[KeyStanding]:
        """All keys, the oldest first."""
        async with self._work.log.transaction() as tx:
            keys, sealed = await self._keys(tx), await _sealed(tx)
            published = await self._published(tx)
            over = {
                key_id
                for key_id in keys.state.published
                if now >= await self._kept_until(tx, keys, key_id)
            }
        known = list(keys.state.published) or [first.key_id]
        return [
            KeyStanding(
                key_id=key_id,
                published_at=published[key_id].at if key_id in published else None,
                current=key_id == known[-1],
                sealed=sealed.get(key_id, (0, None))[0],
                oldest_at=sealed.get(key_id, (0, None))[1],
                unneeded=key_id != known[-1] and key_id in over and key_id not in sealed,
                retired=key_id in keys.state.retired,
                destroyed=key_id in keys.state.destroyed,
            )
            for key_id in known
        ]

    async def _keys(self, tx: Transaction) -> PinKeyStream:
        return await pin_keys(self._work, tx)

    async def _published(self, tx: Transaction) -> dict[str, Recorded[Any]]:
        history = await tx.history(key_course.stream_of(self._work.policy.tenant))
        return {each.fact.key_id: each for each in history if _is_published(each)}

    async def _kept_until(self, tx: Transaction, keys: PinKeyStream, key_id: str) -> datetime:
        """When the key after it was published, and the grace; at once for an unknown one."""
        order, published = list(keys.state.published), await self._published(tx)
        following = order[order.index(key_id) + 1 :] if key_id in order else []
        newer = min((published[each].at for each in following), default=None)
        return newer + self._grace if newer else datetime.fromisoformat("2000-01-01T00:00:00Z")


async def pin_keys(work: Work, tx: Transaction) -> PinKeyStream:
    stream_id = key_course.stream_of(work.policy.tenant)
    return await tx.read(stream_id, PinKeys(), key_course.evolve)


async def require_key_in_use(work: Work, tx: Transaction, key_id: str) -> None:
    """Raises PinKeyRetiredError for what could never be opened."""
    if key_id in (await pin_keys(work, tx)).state.retired:
        raise PinKeyRetiredError


def _is_published(recorded: Recorded[Any]) -> bool:
    return isinstance(recorded.fact, PinKeyPublished)


async def _sealed(tx: Transaction) -> dict[str, tuple[int, datetime]]:
    """How many sealed PINs need each key, and since when the oldest does."""
    rows = await tx.connection.fetch(
        "SELECT key_id, count(*) AS n, min(sealed_at) AS oldest_at FROM office.sealed_pins"
        " GROUP BY key_id"
    )
    return {row["key_id"]: (row["n"], row["oldest_at"]) for row in rows}
