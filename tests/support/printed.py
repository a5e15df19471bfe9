"""PDFs as people get them: their words, and their pages as pictures."""

import re
import subprocess
import zlib
from io import BytesIO
from typing import cast

from PIL import Image


def words(pdf: bytes, page: int | None = None) -> str:
    """The text of all pages or of one, without white space (Typst sets some between scripts)."""
    only = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftotext", "-layout", *only, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s", "", done.stdout.decode())


def pages(pdf: bytes) -> int:
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    found = re.search(rb"^Pages:\s+([0-9]+)", done.stdout, re.MULTILINE)
    assert found is not None
    return int(found[1])


def missing_glyphs(pdf: bytes) -> int:
    """How many signs are drawn as a box: glyph 0 of their face, two bytes each as Typst writes."""
    shown = 0
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(stream[1])
        except zlib.error:
            continue
        if b"BT " in content and b" Tf " in content:
            shown += sum(map(_boxes, _STRING.findall(content)))
    return shown


_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _boxes(string: bytes) -> int:
    codes = _ESCAPED.sub(
        lambda found: (
            bytes([int(found[1], 8)]) if found[1].isdigit() else _LETTERS.get(found[1], found[1])
        ),
        string,
    )
    return sum(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))


def picture(pdf: bytes, page: int = 1, dpi: int = 150) -> Image.Image:
    """One page in grey, as a printer would lay it down."""
    done = subprocess.run(
        ["pdftoppm", "-png", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return cast("Image.Image", Image.open(BytesIO(done.stdout)))


def ink(image: Image.Image) -> float:
    """Which part of a picture is dark."""
    dark = sum(image.histogram()[:128])
    return dark / (image.width * image.height)
