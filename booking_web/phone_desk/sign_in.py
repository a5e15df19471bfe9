"""サインイン: code and password; guesses are counted in the database, for all workers."""

import asyncio
import hmac
from typing import TYPE_CHECKING, Final

from booking_web.notices import lockout
from booking_web.notices.lockout import Limit
from booking_web.phone_desk.staff import LONGEST_PASSWORD, StaffFile, staff_code
from booking_web.refusals import LockedOutError, SignInRefusedError, TooManyAttemptsError

if TYPE_CHECKING:
    from datetime import datetime

    from issuance.ledger.postgres import PostgresLog

_AT_ONCE: Final = 2
"""Hashes computed at the same time: each takes 64 MiB and tens of milliseconds."""


class SignIn:
    """Checks who wants to work at the phone desk."""

    def __init__(
        self,
        log: "PostgresLog",
        staff: StaffFile,
        *,
        key: bytes,
        per_code: Limit,
        per_origin: Limit,
    ) -> None:
        self._log, self._staff, self._key = log, staff, key
        self._per_code, self._per_origin = per_code, per_origin
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def check(self, typed_code: str, password: str, *, origin: str, at: "datetime") -> str:
        """The code of who this is.

        An attempt counts against its code before it is judged, so that guesses made at the same
        moment count too.

        Raises:
            SignInRefusedError: they do not belong together; not told what is wrong.
            LockedOutError: too many failures with this code; the right password waits too.
            TooManyAttemptsError: too many failures from there.
        """
        code = staff_code(typed_code)
        by_code, by_origin = self._keyed("code", code or ""), self._keyed("origin", origin)
        await self._count(by_code, by_origin, at)
        if code is None or not await self._agrees(code, password):
            await self._note_origin(by_origin, at)
            raise SignInRefusedError
        async with self._log.transaction() as tx:
            await lockout.clear(tx, by_code)
        return code

    async def _count(self, by_code: bytes, by_origin: bytes, at: "datetime") -> None:
        async with self._log.transaction() as tx:
            await lockout.alone_with(tx, by_code)
            there = await lockout.look(tx, by_origin, self._per_origin, at)
            if there.locked_until is not None:
                raise TooManyAttemptsError(there.locked_until)
            count = await lockout.look(tx, by_code, self._per_code, at)
            if count.locked_until is not None:
                raise LockedOutError(count.locked_until)
            await lockout.note_failure(tx, by_code, count, self._per_code, at)

    async def _note_origin(self, by_origin: bytes, at: "datetime") -> None:
        async with self._log.transaction() as tx:
            count = await lockout.look(tx, by_origin, self._per_origin, at)
            await lockout.note_failure(tx, by_origin, count, self._per_origin, at)

    async def _agrees(self, code: str, password: str) -> bool:
        if not 0 < len(password) <= LONGEST_PASSWORD:
            return False
        async with self._turns:
            return await asyncio.to_thread(self._staff.agrees, code, password)

    def _keyed(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"phone desk sign-in {kind}|{text}".encode(), "sha256")
