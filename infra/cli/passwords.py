"""Asking for a password on the command line."""

import sys
from pathlib import Path

import click


def asked_password(file: Path | None) -> str:
    """From a terminal, a file or stdin, never from an argument."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
