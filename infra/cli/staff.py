"""`madoguchi staff`: the first administrator of an office, and the way back in for the last."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from infra.cli.passwords import asked_password
from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.settings import load
from issuance.application import Issuance, Order
from issuance.office.staff.register import StaffRegister
from issuance.office.staff.register_rows import members
from issuance.office.staff.roles import Role


def add(code: str, roles: Sequence[str], *, password_file: Path | None) -> None:
    """Open an account; its owner changes the password at the first sign-in."""
    password = asked_password(password_file)

    async def work(issuance: Issuance) -> None:
        await _register(issuance).make(_order(), code, password, [Role(each) for each in roles])

    _with_office(work)
    click.echo(f"{code} may sign in, and has to change the password first.")


def reset_password(code: str, *, password_file: Path | None) -> None:
    password = asked_password(password_file)

    async def work(issuance: Issuance) -> None:
        await _register(issuance).reset_password(_order(), code, password)

    _with_office(work)
    click.echo(f"{code} is signed out everywhere and has to change this password first.")


def show() -> None:
    async def work(issuance: Issuance) -> None:
        for each in await members(issuance.work.log.pool, datetime.now(UTC)):
            roles = ", ".join(role.value for role in Role if role in each.roles)
            click.echo(f"{each.staff_id}  {'' if each.active else 'disabled  '}{roles}")

    _with_office(work)


def _with_office(work: Callable[[Issuance], Awaitable[None]]) -> None:
    settings = load("back-office", BackOfficeSettings, os.environ)

    async def run() -> None:
        async with open_office(settings) as issuance:
            await work(issuance)

    asyncio.run(run())


def _register(issuance: Issuance) -> StaffRegister:
    return StaffRegister(issuance.work)


def _order() -> Order:
    return Order(by="office", at=datetime.now(UTC))
