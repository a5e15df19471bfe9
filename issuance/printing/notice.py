"""交付通知書: folded in three, so that the post sees an address and nobody the number."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Final

from issuance.printing.codes import qr_rows
from issuance.printing.compiling import in_worker, to_pdf
from issuance.printing.customer_barcode import customer_barcode
from issuance.printing.dates import day
from issuance.printing.readings import pieces
from issuance.printing.wording import Edition, Wording, Words

MOST_NOTICES: Final = 100
"""In one file: two pages each, printed on both sides."""
_FEW: Final = 5


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice; `number` as printed (4-4-4), `reissue`: there was a card before."""

    name: str = field(repr=False)
    postcode: str = field(repr=False)
    address: str = field(repr=False)
    number: str = field(repr=False)
    round: int
    deadline: date | None
    pinless: bool
    under_15: bool
    reissue: bool


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends it, unless the ward's words say it; where residents book and whom they call."""

    office: str
    phone: str
    site: str


def notices(
    letters: Sequence[Notice],
    wording: Wording,
    edition: Edition,
    sender: Sender,
    *,
    printed_at: datetime,
) -> bytes:
    """A PDF with two pages for each of at most `MOST_NOTICES` letters: outside, inside.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    words = wording.of(edition)
    data = {
        "title": "交付通知書",
        "edition": edition.value,
        "words": _with_readings(asdict(words)),
        "sender": wording.sender or [*sender.office.split(), sender.phone],
        "phone": sender.phone,
        "site": sender.site,
        "qr": qr_rows(sender.site),
        "letters": [_letter(each, words, edition) for each in letters],
    }
    make = to_pdf if len(letters) <= _FEW else in_worker
    return make("notice", data, made_at=printed_at)


def _letter(notice: Notice, words: Words, edition: Edition) -> dict[str, object]:
    language = "ja_easy" if edition is Edition.EASY else "ja"
    deadline = day(notice.deadline, language) if notice.deadline else ""
    return {
        "postcode": f"{notice.postcode[:3]}-{notice.postcode[3:]}",
        "lines": notice.address.split("\u3000"),
        "name": notice.name,
        "number": notice.number,
        "round": notice.round,
        "deadline": pieces(deadline),
        "bring": [pieces(item) for item in _bring(notice, words)],
        "bars": customer_barcode(notice.postcode, notice.address),
    }


def _bring(notice: Notice, words: Words) -> list[str]:
    return [
        *words.bring,
        *([words.bring_under_15] if notice.under_15 else []),
        *([words.bring_reissue] if notice.reissue else []),
        *([] if notice.pinless else [words.bring_pins]),
    ]


def _with_readings(words: Mapping[str, str | list[str]]) -> dict[str, object]:
    return {
        key: [pieces(each) for each in text] if isinstance(text, list) else pieces(text)
        for key, text in words.items()
    }
