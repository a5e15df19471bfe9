"""What it looks like when the database is away: stopped, stopping, full, standing by, cut off.

After any of these in a commit its outcome is unknown; a repeat with the same key finds it out.
"""

import asyncpg

AWAY = (
    OSError,  # refused, reset, and time-outs
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection cut in the middle of preparing a statement
    asyncpg.PostgresConnectionError,
    asyncpg.exceptions.OperatorInterventionError,
    asyncpg.exceptions.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.LockNotAvailableError,
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidCatalogNameError,
)
