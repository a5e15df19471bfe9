"""What a member of staff may do. Routes name their roles; what names none is closed to all."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """Values are stored and never change."""

    CLERK = "clerk"
    STOCK = "stock"
    PIN_OFFICER = "pin-officer"
    SEALER = "sealer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


EVERYBODY: Final = frozenset(Role)
STOCKROOM: Final = frozenset({Role.STOCK, Role.SUPERVISOR})
NOTICES: Final = frozenset({Role.CLERK, Role.STOCK, Role.SUPERVISOR})
PLANNING: Final = frozenset({Role.SUPERVISOR, Role.MANAGER})
DAY_LIST: Final = frozenset({Role.CLERK, Role.SUPERVISOR, Role.MANAGER})
RECEPTION: Final = frozenset({Role.CLERK, Role.SUPERVISOR})
PIN_SETTING: Final = frozenset({Role.PIN_OFFICER, Role.SUPERVISOR})
MAIL: Final = frozenset({Role.SEALER, Role.SUPERVISOR})
RETURNS: Final = frozenset({Role.CLERK, Role.SEALER, Role.SUPERVISOR})
CASES: Final = frozenset(
    {Role.CLERK, Role.STOCK, Role.PIN_OFFICER, Role.SEALER, Role.SUPERVISOR, Role.MANAGER}
)
NAMES: Final = frozenset({Role.CLERK, Role.SEALER, Role.SUPERVISOR})
"""Who sees a case's holder by name and address."""
HANDLING: Final = CASES - {Role.MANAGER}
"""Who has cards in hand, and may say that one is missing."""
HAND_OVER: Final = frozenset({Role.CLERK, Role.SUPERVISOR})
ENDING: Final = frozenset({Role.SUPERVISOR})
