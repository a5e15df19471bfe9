"""Every text of the phone desk exists in English, and nothing is left over."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from booking_web.phone_desk.messages import MISTAKES, SAID
from booking_web.phone_desk.texts import CATALOGUE, TEXTS
from tests.booking_web.pages.test_texts import (
    PHONE_DESK,
    PLACEHOLDER,
    ROOT,
    catalogue_of,
    forms_of,
    ids_of,
)
from tests.booking_web.pages.test_texts import (
    test_no_template_says_a_word_that_is_not_wrapped as no_word_is_unwrapped,
)

TEMPLATES = sorted((ROOT / "templates" / "phone_desk").glob("*.html"))
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def texts() -> set[str | tuple[str, ...]]:
    modules = [("python", path) for path in PHONE_DESK.rglob("*.py")]
    pages = [("jinja2", path) for path in TEMPLATES]
    return {
        found[1]
        for kind, path in modules + pages
        for found in extract_from_file(kind, path, keywords=KEYWORDS)
    }


def test_everything_is_translated_once():
    with CATALOGUE.open("rb") as file:
        own = [each for each in read_po(file, locale="en", abort_invalid=True) if each.id]
    shared = {each.id for each in catalogue_of("en") if each.id}
    assert {each.id for each in own if all(forms_of(each))} == texts() - shared
    for each in own:
        wanted = set(PLACEHOLDER.findall(ids_of(each)[0]))
        assert all(set(PLACEHOLDER.findall(form)) == wanted for form in forms_of(each))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_a_word_that_is_not_wrapped(path: Path):
    no_word_is_unwrapped(path)


def test_every_code_has_words_in_both_languages():
    for words in (*MISTAKES.values(), *SAID.values()):
        assert TEXTS["ja"](words) == words
        assert TEXTS["en"](words) != words
