"""Which roles open which doors. Routes name one of these sets; what names none is closed to all."""

from typing import Final

from issuance.staffing.roles import Role

__all__ = ["Role"]

EVERYBODY: Final = frozenset(Role)
STOCKROOM: Final = frozenset({Role.STOCK, Role.SUPERVISOR})
NOTICES: Final = frozenset({Role.CLERK, Role.STOCK, Role.SUPERVISOR})
CONTACTS: Final = frozenset({Role.CLERK, Role.SUPERVISOR})
"""Who reminds, calls and visits holders, and sees their names for it."""
PLANNING: Final = frozenset({Role.SUPERVISOR, Role.MANAGER})
DAY_LIST: Final = frozenset({Role.RECEPTION, Role.CLERK, Role.CALL_CENTRE, Role.SUPERVISOR})
RECEPTION: Final = frozenset({Role.RECEPTION, Role.CLERK, Role.SUPERVISOR})
PIN_SETTING: Final = frozenset({Role.PIN_OFFICER, Role.SUPERVISOR})
MAIL: Final = frozenset({Role.SEALER, Role.SUPERVISOR})
RETURNS: Final = frozenset({Role.CLERK, Role.SEALER, Role.SUPERVISOR})
HANDLING: Final = frozenset(
    {Role.CLERK, Role.STOCK, Role.PIN_OFFICER, Role.SEALER, Role.SUPERVISOR}
)
"""Who has cards in hand, and may say that one is missing."""
CASES: Final = HANDLING | {Role.CALL_CENTRE, Role.AUDITOR}
"""Who looks a case up. A manager sees figures, never a single case (domain.md 11.7)."""
NAMES: Final = frozenset({Role.CLERK, Role.SEALER, Role.SUPERVISOR})
"""Who sees a case's holder by name and address."""
HAND_OVER: Final = frozenset({Role.CLERK, Role.SUPERVISOR})
BARRING: Final = frozenset({Role.CLERK, Role.SEALER, Role.SUPERVISOR})
"""Who hears of a move, a suspension or forwarding, and takes an envelope out of the post."""
DESTRUCTION: Final = frozenset({Role.STOCK, Role.SUPERVISOR})
"""Who sets cards aside and destroys them by two; only a supervisor approves."""
ENDING: Final = frozenset({Role.SUPERVISOR})
ACCOUNTS: Final = frozenset({Role.TENANT_ADMIN})
"""Who looks after accounts. Alone it opens nothing that shows a case or a person."""
RECORD: Final = frozenset({Role.AUDITOR})
"""Who reads the log of facts."""
