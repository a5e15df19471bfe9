"""The office's application object, put together for commands and background processes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Protocol

import asyncpg

from issuance.applicants.registry import Registry
from issuance.applicants.vault import Vault
from issuance.application import Issuance, Policy, Secrets, Work
from issuance.ledger.postgres import PostgresLog


class OfficeKeys(Protocol):
    """The settings that the office's application needs, whichever process it runs in."""

    @property
    def dsn(self) -> str: ...
    @property
    def application_id_secret(self) -> bytes: ...
    @property
    def notice_secret(self) -> bytes: ...
    @property
    def birthday_key(self) -> bytes: ...
    @property
    def applicants_key(self) -> bytes: ...


@asynccontextmanager
async def open_office(keys: OfficeKeys, policy: Policy | None = None) -> AsyncGenerator[Issuance]:
    """The office on its database, as long as the block runs."""
    async with asyncpg.create_pool(keys.dsn, min_size=1, max_size=4) as pool:
        yield Issuance(
            Work(
                PostgresLog(pool),
                registry=Registry(Vault(keys.applicants_key)),
                secrets=Secrets(
                    application_ids=keys.application_id_secret,
                    notice_numbers=keys.notice_secret,
                    birthdays=keys.birthday_key,
                ),
                policy=policy or Policy(),
            )
        )
