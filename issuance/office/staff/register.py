"""職員台帳: accounts are made, changed and closed here; each act is a fact beside its row."""

from collections.abc import Iterable
from datetime import datetime

from issuance.application import Order
from issuance.application.work import Facts, Work, record
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import Transaction
from issuance.office.staff import passwords, register_rows
from issuance.office.staff.accounts import Accounts, staff_code
from issuance.office.staff.roles import Role
from issuance.staffing import decisions
from issuance.staffing.decisions import StaffUnknownError
from issuance.staffing.facts import PasswordChanged, StaffFact, staff_stream_of


class StaffCodeError(StaffUnknownError):
    """What was typed cannot be a code of staff."""

    code = "staff-code"


class StaffRegister:
    """Orders come from the tenant's administrator, or from the person whose account it is."""

    def __init__(self, work: Work, *, sign_on: bool = False) -> None:
        self._work, self._sign_on = work, sign_on
        self._four_eyes = work.policy.four_eyes

    async def make(self, order: Order, typed_id: str, password: str, roles: Iterable[Role]) -> None:
        """Open an account with a password that its owner has to change at the first sign-in.

        Without one, where the ward has its own sign-on, it waits for that.
        """
        code, wanted = _code(typed_id), list(roles)
        way = "sign-on" if self._sign_on and not password else "password"
        hashed = ""
        if way == "password":
            passwords.require_fit(password, staff_id=code)
            hashed = await passwords.hashed(password)

        async def work(tx: Transaction) -> Facts:
            roster = await register_rows.roster(tx)
            made = decisions.make(roster, code, wanted, way=way, four_eyes=self._four_eyes)
            await register_rows.insert(tx, code, hashed, wanted, temporary=bool(hashed))
            return await noted(tx, order, code, made)

        await self._work.carry_out(order, work)

    async def change_roles(self, order: Order, code: str, roles: Iterable[Role]) -> None:
        wanted = list(roles)

        async def work(tx: Transaction) -> Facts:
            changed = decisions.change_roles(
                await register_rows.roster(tx), code, wanted,
                by=order.staff_code, four_eyes=self._four_eyes,
            )  # fmt: skip
            if changed:
                await register_rows.set_roles(tx, code, wanted)
            return await noted(tx, order, code, changed)

        await self._work.carry_out(order, work)

    async def disable(self, order: Order, code: str) -> None:
        """Out at once, also where they are signed in; the code stays theirs."""

        async def work(tx: Transaction) -> Facts:
            roster = await register_rows.roster(tx)
            disabled = decisions.disable(roster, code, by=order.staff_code)
            await register_rows.set_active(tx, code, active=False)
            await register_rows.end_sessions(tx, code)
            return await noted(tx, order, code, disabled)

        await self._work.carry_out(order, work)

    async def enable(self, order: Order, code: str) -> None:
        async def work(tx: Transaction) -> Facts:
            enabled = decisions.enable(await register_rows.roster(tx), code)
            await register_rows.set_active(tx, code, active=True)
            return await noted(tx, order, code, enabled)

        await self._work.carry_out(order, work)

    async def reset_password(self, order: Order, code: str, password: str) -> None:
        """Set one that holds until the owner changes it; ends their sessions and a lock."""
        passwords.require_fit(password, staff_id=code)
        hashed = await passwords.hashed(password)

        async def work(tx: Transaction) -> Facts:
            roster = await register_rows.roster(tx)
            reset = decisions.reset_password(roster, code, by=order.staff_code)
            await register_rows.set_password(tx, code, hashed, temporary=True)
            await register_rows.end_sessions(tx, code)
            return await noted(tx, order, code, reset)

        await self._work.carry_out(order, work)

    async def end_sessions(self, order: Order, code: str) -> None:
        """Sign somebody out everywhere."""

        async def work(tx: Transaction) -> Facts:
            ended = decisions.end_sessions(await register_rows.roster(tx), code)
            await register_rows.end_sessions(tx, code)
            return await noted(tx, order, code, ended)

        await self._work.carry_out(order, work)

    async def change_own_password(
        self, order: Order, accounts: Accounts, old: str, new: str, *, now: datetime
    ) -> None:
        """The owner, who knows the old one; every other session of theirs ends with this one.

        Raises:
            SignInRefusedError, SignInLockedError: the old one is wrong, counted as at sign-in.
            PasswordUnfitError: the new one is too short, or is the old one.
        """
        code = order.staff_code
        passwords.require_fit(new, staff_id=code)
        if new == old:
            raise passwords.PasswordUnfitError
        await accounts.check(code, old, now)
        hashed = await passwords.hashed(new)

        async def work(tx: Transaction) -> Facts:
            await register_rows.roster(tx)
            await register_rows.set_password(tx, code, hashed, temporary=False)
            await register_rows.end_sessions(tx, code)
            return await noted(tx, order, code, [PasswordChanged(staff_id=code)])

        await self._work.carry_out(order, work)


def _code(typed: str) -> str:
    code = staff_code(typed)
    if code is None:
        raise StaffCodeError
    return code


async def noted(tx: Transaction, order: Order, code: str, facts: Iterable[StaffFact]) -> Facts:
    stream: Stream[None, StaffFact] = await tx.read(staff_stream_of(code), None, _nothing)
    return record(stream, order, facts)


def _nothing(state: None, happened: StaffFact) -> None:
    """The rows say how an account stands; they also hold what no fact may."""
