"""Whose account a sign-on opens, and which roles the ward's directory gives it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from issuance.application import Order
from issuance.application.work import Facts, Work
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction
from issuance.office.staff import register_rows
from issuance.office.staff.accounts import Staff, staff_code
from issuance.office.staff.register import noted
from issuance.office.staff.roles import Role
from issuance.office.staff.sign_on import SignedOn
from issuance.staffing.decisions import Roster
from issuance.staffing.facts import AccountMade, RolesChanged, SignOnLinked, StaffFact
from issuance.staffing.roles import require_no_clash

BY: Final = "sign-on"


class SignOnUnknownError(Refusal):
    """Nobody here is who signed on, and accounts are not made by themselves."""

    code = "sign-on-unknown"


class SignOnNoRoleError(Refusal):
    """The directory puts this person into no group that has a role here."""

    code = "sign-on-no-role"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the ward decided. `roles`: groups to roles; empty: roles are given on our pages."""

    roles: Mapping[str, Role]
    groups_claim: str
    code_claim: str
    makes_accounts: bool
    four_eyes: bool


class SignOnAccounts:
    def __init__(self, work: Work, terms: Terms) -> None:
        self._work, self._terms = work, terms

    async def admit(self, who: SignedOn, now: datetime) -> Staff:
        """The account; made or linked at the first sign-on where that is allowed.

        Raises:
            SignOnUnknownError, SignOnNoRoleError, RoleClashError: nobody is let in.
        """
        admitted: list[Staff] = []

        async def work(tx: Transaction) -> Facts:
            roster = await register_rows.roster(tx)
            code = await register_rows.code_of_subject(tx, who.key)
            facts: list[StaffFact] = []
            if code is None:
                code, facts = await self._first(tx, roster, who)
            elif not roster[code].active:
                raise SignOnUnknownError
            else:
                facts = await self._roles(tx, roster, code, who)
            roles = (await register_rows.roster(tx))[code].roles
            admitted[:] = [Staff(staff_id=code, roles=roles)]
            return await noted(tx, Order(by=BY, at=now), code, facts)

        await self._work.carry_out(Order(by=BY, at=now), work)
        return admitted[0]

    async def _first(
        self, tx: Transaction, roster: Roster, who: SignedOn
    ) -> tuple[str, list[StaffFact]]:
        """An account with a password is never handed to whoever bears its code elsewhere."""
        code = staff_code(next(iter(who.values(self._terms.code_claim)), ""))
        if code is None:
            raise SignOnUnknownError
        if code in roster:
            if not roster[code].active or not await register_rows.link(tx, code, who.key):
                raise SignOnUnknownError
            facts = await self._roles(tx, roster, code, who)
            return code, [SignOnLinked(staff_id=code), *facts]
        if not self._terms.makes_accounts:
            raise SignOnUnknownError
        roles = self._granted(who)
        await register_rows.insert(tx, code, "", roles, temporary=False)
        await register_rows.link(tx, code, who.key)
        return code, [AccountMade(staff_id=code, roles=tuple(roles), way=BY)]

    async def _roles(
        self, tx: Transaction, roster: Roster, code: str, who: SignedOn
    ) -> list[StaffFact]:
        """The directory is asked anew each time; who left a group has lost the role."""
        if not self._terms.roles:
            return []
        roles = self._granted(who)
        if frozenset(roles) == roster[code].roles:
            return []
        await register_rows.set_roles(tx, code, roles)
        return [RolesChanged(staff_id=code, roles=tuple(roles))]

    def _granted(self, who: SignedOn) -> list[Role]:
        groups = set(who.values(self._terms.groups_claim))
        found = {role for group, role in self._terms.roles.items() if group in groups}
        if not found:
            raise SignOnNoRoleError
        require_no_clash(found, four_eyes=self._terms.four_eyes)
        return [role for role in Role if role in found]


def roles_by_group(entries: Iterable[str]) -> dict[str, Role]:
    """Entries such as "card-clerks=clerk"; ValueError for one that names no role."""
    pairs = [entry.rpartition("=") for entry in entries]
    return {group.strip(): Role(role.strip()) for group, _, role in pairs}
