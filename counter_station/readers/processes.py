"""Programs that live no longer than we do."""

import os
import subprocess
from pathlib import Path
from typing import IO

_PROJECT = Path(__file__).parents[2]
_STOP_SECONDS = 5.0


def spawn(command: list[str], log: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
    """Start *command* with a pipe as its standard input: it ends when we do."""
    paths = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - commands of this module
        command,
        stdin=subprocess.PIPE,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C is for us; they end when we do
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
