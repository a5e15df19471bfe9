"""印刷: the office's documents as PDF. Data in, bytes out; nothing is kept, nothing is logged.

Each function blocks while Typst works; an event loop calls it with `asyncio.to_thread`.
"""

from issuance.printing.compiling import PrintingError, to_pdf
from issuance.printing.fonts import FontsMissingError
from issuance.printing.labels import (
    SHEETS,
    Address,
    LabelSheet,
    Placing,
    calibration,
    label_parts,
    labels,
)
from issuance.printing.lists import (
    Carried,
    Destroyed,
    Picked,
    Posted,
    destruction_list,
    destruction_record,
    handover_manifest,
    pick_list,
    posting_list,
)
from issuance.printing.notice import MOST_NOTICES, Notice, Sender, notices
from issuance.printing.pin_sheet import MOST_SHEETS, pin_sheets
from issuance.printing.receipt import Receipt, receipt, receipt_languages
from issuance.printing.report import Paragraph, Section, Svg, Table, report
from issuance.printing.wording import Edition, Wording, WordingError, wording

__all__ = [
    "MOST_NOTICES",
    "MOST_SHEETS",
    "SHEETS",
    "Address",
    "Carried",
    "Destroyed",
    "Edition",
    "FontsMissingError",
    "LabelSheet",
    "Notice",
    "Paragraph",
    "Picked",
    "Placing",
    "Posted",
    "PrintingError",
    "Receipt",
    "Section",
    "Sender",
    "Svg",
    "Table",
    "Wording",
    "WordingError",
    "calibration",
    "destruction_list",
    "destruction_record",
    "handover_manifest",
    "label_parts",
    "labels",
    "notices",
    "pick_list",
    "pin_sheets",
    "posting_list",
    "receipt",
    "receipt_languages",
    "report",
    "to_pdf",
    "wording",
]
