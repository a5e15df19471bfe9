"""パスキー: keys of staff that sign instead of a password, or after it (WebAuthn)."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from issuance.application import Order
from issuance.application.work import Facts, Work
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction
from issuance.office.staff import passkey_rows as rows
from issuance.office.staff.accounts import Staff, roles_of
from issuance.office.staff.register import noted
from issuance.office.staff.steps import Step, StepKind, Steps
from issuance.passkeys.site import PasskeyRefusedError, credential_of, site_at
from issuance.staffing.facts import PasskeyRegistered, PasskeyRemoved

MOST: Final = 10
"""Passkeys one person may have."""


class TooManyPasskeysError(Refusal):
    """One has to be removed first."""

    code = "too-many-passkeys"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a browser is told to sign: the options as JSON, and the step they belong to."""

    step: str = field(repr=False)
    options: str = field(repr=False)


class Passkeys:
    """`public_url` is the address that people type; a passkey works nowhere else."""

    def __init__(self, work: Work, *, public_url: str, handle_secret: bytes) -> None:
        self._work, self._pool = work, work.log.pool
        self._steps = Steps(work.log.pool)
        self._site = site_at(public_url)
        self._handle_secret = handle_secret

    @property
    def offered(self) -> bool:
        """Whether passkeys can be used here at all."""
        return bool(self._site.domain)

    async def of(self, staff_id: str) -> list[rows.Passkey]:
        return await rows.of_staff(self._pool, staff_id)

    async def ask_to_register(self, staff_id: str, now: datetime) -> Asked:
        handle = hmac.digest(self._handle_secret, b"passkey" + staff_id.encode(), "sha256")
        known = [each.credential_id for each in await self.of(staff_id)]
        question = self._site.ask_to_register(staff_id, handle, known)
        step = Step(kind=StepKind.REGISTER, staff_id=staff_id, secret=question.challenge)
        token = await self._steps.begin(step, now)
        return Asked(step=token, options=question.options)

    async def register(self, order: Order, step: str, answer: str, name: str) -> None:
        """Keep a new key of whoever asks.

        Raises:
            PasskeyRefusedError: it answers nothing that we asked this person.
            TooManyPasskeysError: they have ten.
        """
        code, asked = order.staff_code, await self._steps.take(step, order.at)
        if asked is None or asked.kind is not StepKind.REGISTER or asked.staff_id != code:
            raise PasskeyRefusedError
        made = self._site.new_key(answer, asked.secret)
        key = rows.Passkey(
            passkey_id=uuid4(), staff_id=code, name=name, made_at=order.at, used_at=None,
            credential_id=made.credential_id, public_key=made.public_key,
            sign_count=made.sign_count,
        )  # fmt: skip

        async def work(tx: Transaction) -> Facts:
            if len(await rows.of_staff(tx.connection, code)) >= MOST:
                raise TooManyPasskeysError
            await rows.insert(tx, key)
            fact = PasskeyRegistered(staff_id=code, passkey_id=key.passkey_id)
            return await noted(tx, order, code, [fact])

        await self._work.carry_out(order, work)

    async def remove(self, order: Order, staff_id: str, passkey_id: UUID) -> None:
        """By its owner, or by the administrator when it was lost; a second time does nothing."""

        async def work(tx: Transaction) -> Facts:
            gone = await rows.delete(tx, staff_id, passkey_id)
            fact = PasskeyRemoved(staff_id=staff_id, passkey_id=passkey_id)
            return await noted(tx, order, staff_id, [fact] if gone else [])

        await self._work.carry_out(order, work)

    async def ask_to_sign_in(self, now: datetime, staff_id: str | None = None) -> Asked:
        """Any key of anybody; with *staff_id*, after their password, one of theirs."""
        allowed = [each.credential_id for each in await self.of(staff_id)] if staff_id else []
        kind = StepKind.SECOND if staff_id else StepKind.PASSKEY
        return await self._ask(kind, staff_id, allowed, now)

    async def ask_a_witness(self, staff_id: str, now: datetime) -> Asked:
        """Any key of somebody who stands beside *staff_id*."""
        return await self._ask(StepKind.WITNESS, staff_id, [], now)

    async def _ask(
        self, kind: StepKind, staff_id: str | None, allowed: list[bytes], now: datetime
    ) -> Asked:
        question = self._site.ask_to_sign(allowed)
        step = Step(kind=kind, staff_id=staff_id, secret=question.challenge)
        token = await self._steps.begin(step, now)
        return Asked(step=token, options=question.options)

    async def sign_in(self, step: str, answer: str, now: datetime) -> Staff:
        """Who answered; the key counts on, so that a copy of it is noticed.

        Raises:
            PasskeyRefusedError: nobody active, or not in answer to what we asked.
        """
        asked = await self._steps.take(step, now)
        if asked is None or asked.kind not in {StepKind.PASSKEY, StepKind.SECOND}:
            raise PasskeyRefusedError
        return await self._answered(asked.secret, answer, now, only=asked.staff_id)

    async def witness(self, step: str, answer: str, staff_id: str, now: datetime) -> Staff:
        """Who answered that they stand beside *staff_id*, to whom the question was put.

        Raises:
            PasskeyRefusedError: nobody active, or not in answer to what we asked.
        """
        asked = await self._steps.take(step, now)
        if asked is None or asked.kind is not StepKind.WITNESS or asked.staff_id != staff_id:
            raise PasskeyRefusedError
        return await self._answered(asked.secret, answer, now, only=None)

    async def _answered(
        self, challenge: bytes, answer: str, now: datetime, *, only: str | None
    ) -> Staff:
        """Whose key signed the challenge; *only*: nobody else's counts."""
        key = await rows.of_credential(self._pool, credential_of(answer))
        if key is None or only not in {None, key.staff_id}:
            raise PasskeyRefusedError
        count = self._site.count_signed(
            answer, challenge, public_key=key.public_key, sign_count=key.sign_count
        )
        roles = await rows.used(self._pool, key, count, now)
        if roles is None:
            raise PasskeyRefusedError
        return Staff(staff_id=key.staff_id, roles=roles_of(roles))
