"""印刷: the office's documents as PDF. Data in, bytes out; nothing is kept.

Each function blocks while Typst works; an event loop calls it with `asyncio.to_thread`.
"""

from issuance.printing.compiling import PrintingError, to_pdf
from issuance.printing.fonts import FontsMissingError
from issuance.printing.report import Paragraph, Section, Svg, Table, report

__all__ = [
    "FontsMissingError",
    "Paragraph",
    "PrintingError",
    "Section",
    "Svg",
    "Table",
    "report",
    "to_pdf",
]
