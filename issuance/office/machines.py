"""端末台帳: which machines the office lets in, by the public half of each one's key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from issuance.application import Order
from issuance.application.work import Facts, Work, record
from issuance.errors import Refusal
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.ledger.signed_requests import key_id_of
from issuance.office.pairing_codes import CODE_MINUTES, PairingRefusedError, digest_of, new_code
from issuance.staffing.machines import (
    MachineEnded,
    MachineFact,
    MachineKind,
    MachinePaired,
    machine_id_of,
)


class MachineNameError(Refusal):
    """A machine's name is 1 to 16 letters, digits and hyphens."""

    code = "machine-name"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A machine that is let in."""

    pairing_id: UUID
    kind: MachineKind
    name: str
    key_id: str
    public_key: bytes = field(repr=False)
    paired_at: datetime
    seen_at: datetime


def is_name(name: str) -> bool:
    return 0 < len(name) <= 16 and name.isascii() and name.replace("-", "").isalnum()


class Machines:
    def __init__(self, work: Work) -> None:
        self._work, self._pool = work, work.log.pool

    async def offer(self, order: Order, kind: MachineKind, name: str) -> str:
        """A code to be typed on that machine within ten minutes; it is shown once.

        Raises:
            MachineNameError: a machine cannot be called so.
        """
        if not is_name(name):
            raise MachineNameError
        code, until = new_code(), order.at + timedelta(minutes=CODE_MINUTES)
        offered = (uuid4(), kind.value, name, digest_of(code), until, order.staff_code, order.at)
        await self._pool.execute(_OFFER, *offered)
        return code

    async def pair(self, code: str, name: str, public_key: bytes, at: datetime) -> MachineKind:
        """From now on the key's holder is that machine; an older key of the name ends.

        Raises:
            PairingRefusedError: the code is not good (any more), or for another machine.
        """
        key_id = key_id_of(public_key)
        order = Order(by=f"machine:{name}", at=at)

        async def work(tx: Transaction) -> Facts:
            taken = await tx.connection.fetchrow(_TAKE, digest_of(code), name, at)
            if taken is None or await tx.connection.fetchval(_KNOWN, key_id):
                raise PairingRefusedError
            kind = MachineKind(taken["kind"])
            ended = await _ended(tx, _END_NAME, kind.value, name, at)
            await tx.connection.execute(_PAIR, taken["pairing_id"], key_id, public_key, at)
            paired = MachinePaired(
                kind=kind, name=name, key_id=key_id, offered_by=taken["offered_by"]
            )
            return await _noted(tx, order, [*ended, paired])

        await self._work.carry_out(order, work)
        machine = await self.of_key(key_id, at)
        assert machine is not None
        return machine.kind

    async def end(self, order: Order, pairing_id: UUID) -> None:
        """The machine is let in no more; a second time does nothing."""

        async def work(tx: Transaction) -> Facts:
            return await _noted(tx, order, await _ended(tx, _END, pairing_id, order.at))

        await self._work.carry_out(order, work)

    async def of_key(self, key_id: str, at: datetime) -> Machine | None:
        row = await self._pool.fetchrow(_SEEN, key_id, at)
        return None if row is None else _machine(dict(row))

    async def is_paired(self, kind: MachineKind, name: str) -> bool:
        """Whether this name has a key; then no token stands for it any more."""
        return bool(await self._pool.fetchval(_PAIRED, kind.value, name))

    async def all(self) -> list[Machine]:
        return [_machine(dict(row)) for row in await self._pool.fetch(_ALL)]


async def _ended(tx: Transaction, statement: str, *asked: object) -> list[MachineEnded]:
    rows = await tx.connection.fetch(statement, *asked)
    return [
        MachineEnded(kind=MachineKind(row["kind"]), name=row["name"], key_id=row["key_id"])
        for row in rows
    ]


async def _noted(tx: Transaction, order: Order, facts: Sequence[MachineFact]) -> Facts:
    """In the stream of the machine that the facts are about; they are about one."""
    if not facts:
        return []
    id_ = machine_id_of(facts[0].kind, facts[0].name)
    stream: Stream[None, MachineFact] = await tx.read(id_, None, _nothing)
    return record(stream, order, facts)


def _nothing(state: None, happened: MachineFact) -> None:
    """The rows say which key counts."""


def _machine(row: dict[str, object]) -> Machine:
    return Machine(**{**row, "kind": MachineKind(str(row["kind"]))})  # type: ignore[arg-type]


_COLUMNS: Final = "pairing_id, kind, name, key_id, public_key, paired_at, seen_at"
_ALIVE: Final = "paired_at IS NOT NULL AND ended_at IS NULL"
_OFFER: Final = """INSERT INTO office.machines
    (pairing_id, kind, name, code_digest, code_until, offered_by, offered_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)"""
_TAKE: Final = """UPDATE office.machines SET code_digest = NULL
    WHERE code_digest = $1 AND name = $2 AND code_until > $3 AND ended_at IS NULL
    RETURNING pairing_id, kind, offered_by"""
_KNOWN: Final = "SELECT true FROM office.machines WHERE key_id = $1"
_PAIR: Final = """UPDATE office.machines
    SET key_id = $2, public_key = $3, paired_at = $4, seen_at = $4 WHERE pairing_id = $1"""
_END_NAME: Final = f"""UPDATE office.machines SET ended_at = $3
    WHERE kind = $1 AND name = $2 AND {_ALIVE} RETURNING kind, name, key_id"""  # noqa: S608 - ours
_END: Final = f"""UPDATE office.machines SET ended_at = $2
    WHERE pairing_id = $1 AND {_ALIVE} RETURNING kind, name, key_id"""  # noqa: S608 - ours
# Written at most once a minute: being asked must cost nothing.
_SEEN: Final = f"""WITH found AS (SELECT {_COLUMNS} FROM office.machines
      WHERE key_id = $1 AND {_ALIVE}),
    seen AS (UPDATE office.machines SET seen_at = $2
      WHERE key_id = $1 AND seen_at < $2::timestamptz - interval '1 minute')
    SELECT * FROM found"""  # noqa: S608 - our names
_PAIRED: Final = f"SELECT true FROM office.machines WHERE kind = $1 AND name = $2 AND {_ALIVE}"  # noqa: S608 - ours
_ALL: Final = f"SELECT {_COLUMNS} FROM office.machines WHERE {_ALIVE} ORDER BY kind, name"  # noqa: S608 - ours
