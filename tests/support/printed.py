"""PDFs as people get them: their words, and their pages as pictures."""

import re
import subprocess
from io import BytesIO
from typing import cast

from PIL import Image


def words(pdf: bytes) -> str:
    """The text of all pages, without white space (Typst sets spaces between scripts)."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s", "", done.stdout.decode())


def pages(pdf: bytes) -> int:
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    found = re.search(rb"^Pages:\s+([0-9]+)", done.stdout, re.MULTILINE)
    assert found is not None
    return int(found[1])


def fonts(pdf: bytes) -> set[str]:
    """Names of the embedded faces, without their subset tags."""
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    lines = done.stdout.decode().splitlines()[2:]
    return {line.split()[0].partition("+")[2] or line.split()[0] for line in lines}


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
