"""暗証番号設定依頼書: printed blank, with a number each; name and PINs never on one side."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from issuance.printing.codes import code_128, qr_rows
from issuance.printing.compiling import to_pdf

MOST_SHEETS: Final = 25
"""In one file: two pages each, printed on both sides."""


def pin_sheets(numbers: Sequence[str], *, printed_at: datetime) -> bytes:
    """A PDF with two pages for each of the ten-digit *numbers*: the name side, the PIN side.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    sheets = [
        {"number": number, "bars": code_128(number), "qr": qr_rows(number)} for number in numbers
    ]
    data = {"title": "暗証番号設定依頼書", "sheets": sheets}
    return to_pdf("pin_sheet", data, made_at=printed_at)
