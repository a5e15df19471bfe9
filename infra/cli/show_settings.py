"""`madoguchi settings`: what each process would run with, and where each value comes from."""

import os

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from infra.processes import SETTINGS, settings_class
from infra.settings import gather, shown


def show_settings(process: str | None) -> None:
    """Print a table for one process or for all; secrets are masked.

    Raises:
        SettingsError: no such process, or the TOML file cannot be used.
    """
    console = Console(highlight=False)
    for name in [process] if process else SETTINGS:
        console.print(_table(name))


def _table(name: str) -> Table:
    settings = settings_class(name)
    table = Table(title=name, title_justify="left")
    for heading in ("setting", "value", "from"):
        table.add_column(heading, overflow="fold")
    for row in shown(settings, gather(name, settings, os.environ)):
        table.add_row(*map(escape, row))
    return table
