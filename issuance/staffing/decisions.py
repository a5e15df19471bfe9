"""What may be done to an account, and when not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from issuance.errors import Refusal
from issuance.staffing.facts import (
    AccountDisabled,
    AccountEnabled,
    AccountMade,
    PasswordReset,
    RolesChanged,
    SessionsEnded,
)
from issuance.staffing.roles import Role, require_no_clash


class StaffKnownError(Refusal):
    """The code is somebody's, or was: a code stands for one person for ever."""

    code = "staff-known"


class StaffUnknownError(Refusal):
    """Nobody has this code."""

    code = "staff-unknown"


class NoRoleError(Refusal):
    """An account without a role could do nothing."""

    code = "no-role"


class OwnAccountError(Refusal):
    """Nobody gives themselves roles, or locks themselves out: another administrator does."""

    code = "own-account"


class LastAdminError(Refusal):
    """After this nobody could look after the accounts any more."""

    code = "last-admin"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account as it stands."""

    roles: frozenset[Role]
    active: bool


Roster = Mapping[str, Account]
"""All accounts by code."""


def make(
    roster: Roster, staff_id: str, roles: Iterable[Role], *, way: str, four_eyes: bool
) -> list[AccountMade]:
    if staff_id in roster:
        raise StaffKnownError
    return [AccountMade(staff_id=staff_id, roles=_fitting(roles, four_eyes=four_eyes), way=way)]


def change_roles(
    roster: Roster, staff_id: str, roles: Iterable[Role], *, by: str, four_eyes: bool
) -> list[RolesChanged]:
    """Give somebody these roles instead of theirs; *by* is the code of whoever asks."""
    stands = _known(roster, staff_id)
    wanted = _fitting(roles, four_eyes=four_eyes)
    if frozenset(wanted) == stands.roles:
        return []
    if by == staff_id:
        raise OwnAccountError
    if Role.TENANT_ADMIN not in wanted:
        _require_another_admin(roster, staff_id)
    return [RolesChanged(staff_id=staff_id, roles=wanted)]


def disable(roster: Roster, staff_id: str, *, by: str) -> list[AccountDisabled]:
    if not _known(roster, staff_id).active:
        return []
    if by == staff_id:
        raise OwnAccountError
    _require_another_admin(roster, staff_id)
    return [AccountDisabled(staff_id=staff_id)]


def enable(roster: Roster, staff_id: str) -> list[AccountEnabled]:
    return [] if _known(roster, staff_id).active else [AccountEnabled(staff_id=staff_id)]


def reset_password(roster: Roster, staff_id: str, *, by: str) -> list[PasswordReset]:
    """Their own password people change themselves, who know the old one."""
    _known(roster, staff_id)
    if by == staff_id:
        raise OwnAccountError
    return [PasswordReset(staff_id=staff_id)]


def end_sessions(roster: Roster, staff_id: str) -> list[SessionsEnded]:
    _known(roster, staff_id)
    return [SessionsEnded(staff_id=staff_id)]


def _known(roster: Roster, staff_id: str) -> Account:
    if staff_id not in roster:
        raise StaffUnknownError
    return roster[staff_id]


def _fitting(roles: Iterable[Role], *, four_eyes: bool) -> tuple[Role, ...]:
    """The roles in the order of `Role`, once each."""
    wanted = set(roles)
    if not wanted:
        raise NoRoleError
    require_no_clash(wanted, four_eyes=four_eyes)
    return tuple(role for role in Role if role in wanted)


def _require_another_admin(roster: Roster, staff_id: str) -> None:
    """Somebody who is no administrator may always go."""

    def is_admin(code: str) -> bool:
        return roster[code].active and Role.TENANT_ADMIN in roster[code].roles

    if is_admin(staff_id) and not any(is_admin(code) for code in roster if code != staff_id):
        raise LastAdminError
