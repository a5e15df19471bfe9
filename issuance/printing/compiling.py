"""A template and its data to a PDF, in memory: no file is written, nothing is logged."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import typst

from issuance.errors import Refusal
from issuance.printing.fonts import fonts

TEMPLATES: Final = Path(__file__).parent / "templates"
_LONGEST_SECONDS: Final = 120


class PrintingError(Refusal):
    """A document could not be set; its cause is not kept: it may quote what was to be printed."""

    code = "printing-failed"


def to_pdf(template: str, data: object, *, made_at: datetime) -> bytes:
    """The PDF of `templates/<template>.typ`, which reads *data* as JSON.

    Blocks for 10 to 500 ms without holding the interpreter: call it in a thread from an
    event loop. *made_at* (aware) is the time that stands in the file.

    Raises:
        FontsMissingError: the machine lacks a face that documents are set in.
        PrintingError: the data does not fit the template.
    """
    return from_json(template, msgspec.json.encode(data), int(made_at.timestamp()))


def in_worker(template: str, data: object, *, made_at: datetime) -> bytes:
    """The same in a process of its own, for documents of many pages: its memory ends with it.

    The data goes through a pipe, so that no list of processes and no file shows it.
    """
    fonts()
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "issuance.printing.worker", template, str(int(made_at.timestamp()))],
        input=msgspec.json.encode(data),
        capture_output=True,
        check=False,
        timeout=_LONGEST_SECONDS,
    )
    if done.returncode:
        raise PrintingError
    return done.stdout


def from_json(template: str, data: bytes, made_at: int) -> bytes:
    """As `to_pdf`, for data that is JSON already and seconds since 1970."""
    found = fonts()
    try:
        return typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=found,
            sys_inputs={"data": data.decode()},
            format="pdf",
            timestamp=made_at,
        )
    except typst.TypstError:
        raise PrintingError from None
