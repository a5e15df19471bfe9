"""Every text of the site exists in every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import booking_web
from booking_web.refusals import BookingRefusal
from booking_web.texts import LANGUAGES, SOURCE
from booking_web.texts.messages import REFUSALS

ROOT = Path(booking_web.__file__).parent
LOOK = ROOT.parent / "infra" / "look"
KEYWORDS = {"_": None, "N_": None, "words": None, "gettext": None, "ngettext": (1, 2)}


def texts() -> Iterator[str | tuple[str, ...]]:
    for path in sorted(ROOT.rglob("*.py")):
        for found in extract_from_file("python", path, keywords=KEYWORDS):
            yield found[1]
    for path in [*sorted((ROOT / "templates").glob("*.html")), LOOK / "macros.html"]:
        for found in extract_from_file("jinja2", path, keywords=KEYWORDS):
            yield found[1]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != SOURCE])
def test_nothing_is_untranslated_and_nothing_is_left_over(code: str):
    with (ROOT / "texts" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    translated = {each.id for each in catalogue if each.id and each.string}
    assert translated == set(texts())
    assert [list(each.check(catalogue)) for each in catalogue if list(each.check(catalogue))] == []


def test_every_refusal_has_its_words():
    told_by_a_page_of_their_own = {
        "refused",
        "not-recognised",
        "locked-out",
        "too-many-attempts",
        "unavailable",
        "desk-busy",
        "desk-away",
        "number-invalid",
        "number-taken",  # told to the office only
    }
    assert {each.code for each in _all(BookingRefusal)} - set(REFUSALS) == (
        told_by_a_page_of_their_own
    )


def _all(kind: type[BookingRefusal]) -> Iterator[type[BookingRefusal]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _all(each)
