"""宛名ラベル: addresses with their customer barcodes on sheets of 12 or 24 stickers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from issuance.printing.compiling import in_worker, to_pdf
from issuance.printing.customer_barcode import customer_barcode

MOST_PAGES: Final = 50
"""What one worker process sets at a time, so that memory does not follow the number of labels."""
_A4_WIDTH, _A4_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, kw_only=True)
class LabelSheet:
    """A sheet of stickers in the middle of an A4 page; lengths in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    point: float
    """Size of the customer barcode, the a of Japan Post's manual."""
    pitch: float
    """From bar to bar, as a part of `point`; 0.095 to 0.130 is allowed."""
    text: float
    sizes: tuple[float, ...]
    name_sizes: tuple[float, ...]
    """Sizes of letters tried for address and name, the largest that fits is taken."""

    @property
    def places(self) -> int:
        return self.columns * self.rows


SHEETS: Final = {
    12: LabelSheet(
        columns=2, rows=6, width=86.4, height=42.3, point=9, pitch=0.12, text=3.6,
        sizes=(3.9, 3.5, 3.1, 2.7, 2.3), name_sizes=(5.6, 4.8, 4.0, 3.4, 2.9),
    ),
    24: LabelSheet(
        columns=3, rows=8, width=66.0, height=33.9, point=8, pitch=0.11, text=3.0,
        sizes=(3.2, 2.9, 2.6, 2.3, 2.0), name_sizes=(4.4, 3.8, 3.3, 2.8, 2.4),
    ),
}  # fmt: skip
"""By the number of labels on a sheet: the usual sizes of 12 (86.4 x 42.3) and 24 (66 x 33.9)."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """To whom something is sent."""

    postcode: str = field(repr=False)
    """Seven digits."""
    address: str = field(repr=False)
    name: str = field(repr=False)
    note: str = ""
    """A few signs in the corner that tell the office what this is for; nothing personal."""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Which sheet, where the first label goes on it, and how far the printer is off."""

    sheet: LabelSheet = SHEETS[12]
    start: int = 1
    """The first sticker still on the sheet, counted row by row from 1."""
    right_mm: float = 0.0
    down_mm: float = 0.0


def label_parts(count: int, placing: Placing) -> list[slice]:
    """Which of *count* labels go into which file of at most `MOST_PAGES` pages."""
    most = MOST_PAGES * placing.sheet.places
    firsts = range(1 - placing.start, count, most) if count else ()
    return [slice(max(first, 0), min(first + most, count)) for first in firsts]


def labels(addresses: Sequence[Address], placing: Placing, *, printed_at: datetime) -> list[bytes]:
    """PDFs of at most `MOST_PAGES` pages, in order; each is made in a process of its own.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    return [
        in_worker(
            "labels",
            _data(addresses[part], placing, placing.start - 1 if number == 0 else 0),
            made_at=printed_at,
        )
        for number, part in enumerate(label_parts(len(addresses), placing))
    ]


def calibration(placing: Placing, *, words: str, printed_at: datetime) -> bytes:
    """The outlines of a sheet's stickers: printed on paper, it shows how far the printer is off.

    *words* tell how to use it.
    """
    sheet = placing.sheet
    outlines = [
        {"left": left, "top": top, "number": index + 1}
        for index in range(sheet.places)
        for left, top in [_corner(index, placing)]
    ]
    data = _data((), placing, 0) | {"outlines": outlines, "words": words}
    return to_pdf("labels", data, made_at=printed_at)


def _data(addresses: Sequence[Address], placing: Placing, first: int) -> dict[str, object]:
    places = [
        {
            "new_page": index % placing.sheet.places == 0 and index > first,
            "left": left,
            "top": top,
            "label": _label(address),
        }
        for index, address in enumerate(addresses, start=first)
        for left, top in [_corner(index, placing)]
    ]
    return {
        "title": "宛名ラベル",
        "sheet": placing.sheet,
        "right_mm": placing.right_mm,
        "down_mm": placing.down_mm,
        "places": places,
        "outlines": [],
        "words": "",
    }


def _corner(index: int, placing: Placing) -> tuple[float, float]:
    """Left and top of a sticker, in millimetres."""
    sheet = placing.sheet
    row, column = divmod(index % sheet.places, sheet.columns)
    return (
        (_A4_WIDTH - sheet.columns * sheet.width) / 2 + column * sheet.width + placing.right_mm,
        (_A4_HEIGHT - sheet.rows * sheet.height) / 2 + row * sheet.height + placing.down_mm,
    )


def _label(address: Address) -> dict[str, object]:
    return {
        "postcode": f"{address.postcode[:3]}-{address.postcode[3:]}",
        "lines": address.address.split("\u3000"),
        "name": address.name,
        "note": address.note,
        "bars": customer_barcode(address.postcode, address.address),
    }
