"""A template and its data to a PDF, in memory: no file is written, nothing is logged."""

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import typst

from issuance.errors import Refusal
from issuance.printing.fonts import fonts

TEMPLATES: Final = Path(__file__).parent / "templates"


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
    found = fonts()
    try:
        return typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=found,
            sys_inputs={"data": msgspec.json.encode(data).decode()},
            format="pdf",
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError:
        raise PrintingError from None
