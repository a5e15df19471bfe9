"""The phone desk speaks Japanese and English; words shared with residents come from theirs."""

from pathlib import Path
from typing import Final

from booking_web.texts import Words, catalogue, compiled
from booking_web.texts.languages import SOURCE

CATALOGUE: Final = Path(__file__).parent / "en" / "LC_MESSAGES" / "phone_desk.po"


def _english() -> Words:
    texts = compiled("en", CATALOGUE)
    texts.add_fallback(catalogue("en"))
    return Words("en", texts)


TEXTS: Final = {SOURCE: Words(SOURCE), "en": _english()}
