"""職務: what somebody is here for. What each may do is named at the doors of the office."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from issuance.errors import Refusal


class Role(StrEnum):
    """Values are stored and never change."""

    CLERK = "clerk"
    STOCK = "stock"
    PIN_OFFICER = "pin-officer"
    SEALER = "sealer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    RECEPTION = "reception"
    CALL_CENTRE = "call-centre"
    AUDITOR = "auditor"
    TENANT_ADMIN = "tenant-admin"


class RoleClashError(Refusal):
    """These roles together would let one person be two."""

    code = "role-clash"


WORK_OF_TWO: Final = frozenset({Role.STOCK, Role.PIN_OFFICER, Role.SEALER, Role.SUPERVISOR})
"""Roles whose acts need a second person."""


def require_no_clash(roles: Iterable[Role], *, four_eyes: bool) -> None:
    """Whoever checks the others does none of their work; whoever hands out accounts is no witness.

    *four_eyes*: False at a small venue, where one person may have to be both.

    Raises:
        RoleClashError: the roles do not go together.
    """
    held = frozenset(roles)
    if Role.AUDITOR in held and len(held) > 1:
        raise RoleClashError
    if four_eyes and Role.TENANT_ADMIN in held and held & WORK_OF_TWO:
        raise RoleClashError
