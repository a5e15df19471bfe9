"""Every text of the site exists in every language, whole and well-formed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import booking_web
from booking_web.refusals import BookingRefusal
from booking_web.texts import LANGUAGES
from booking_web.texts.languages import LANGUAGE, SOURCE, folder
from booking_web.texts.marks import coded
from booking_web.texts.messages import REFUSALS

ROOT = Path(booking_web.__file__).parent
LOOK = ROOT.parent / "infra" / "look"
TEMPLATES = [*sorted((ROOT / "templates").glob("*.html")), LOOK / "macros.html"]
PHONE_DESK = ROOT / "phone_desk"
"""Staff read two languages; its texts have a test of their own."""
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if PHONE_DESK not in path.parents]
KEYWORDS = {"_": None, "N_": None, "words": None, "gettext": None, "ngettext": (1, 2)}
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
JAPANESE = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]")
KANJI = re.compile("[㐀-鿿々]")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
WITHOUT_TEXTS = {
    "birthday.py",
    "languages.py",
    "readings.py",
    "marks.py",
    "spelling.py",
    "asked_time.py",
}
"""Modules whose Japanese is no text for a page: what is typed, formats, readings."""


def texts() -> Iterator[str | tuple[str, ...]]:
    for path in MODULES:
        for found in extract_from_file("python", path, keywords=KEYWORDS):
            yield found[1]
    for path in TEMPLATES:
        for found in extract_from_file("jinja2", path, keywords=KEYWORDS):
            yield found[1]


def catalogue_of(code: str) -> Catalog:
    with (ROOT / "texts" / folder(code) / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=LANGUAGE[code].locale, abort_invalid=True)


def messages(code: str) -> list[Message]:
    return [each for each in catalogue_of(code) if each.id]


def ids_of(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def forms_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_untranslated_and_nothing_is_left_over(code: str):
    catalogue = catalogue_of(code)
    translated = {each.id for each in catalogue if each.id and all(forms_of(each))}
    assert translated == set(texts())
    assert [list(each.check(catalogue)) for each in catalogue if list(each.check(catalogue))] == []
    assert [each.id for each in catalogue if each.id and each.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_form_keeps_its_placeholders(code: str):
    for each in messages(code):
        wanted = set(PLACEHOLDER.findall(ids_of(each)[0]))
        for form in forms_of(each):
            assert set(PLACEHOLDER.findall(form)) == wanted, form
            assert form.count("%") == len(PLACEHOLDER.findall(form)), form


@pytest.mark.parametrize("code", TRANSLATED)
def test_plural_forms_are_those_of_the_language(code: str):
    catalogue = catalogue_of(code)
    several = [each for each in messages(code) if not isinstance(each.id, str)]
    assert several
    assert {len(forms_of(each)) for each in several} == {catalogue.num_plurals}


@pytest.mark.parametrize("code", TRANSLATED)
def test_marks_are_whole_and_no_text_carries_html(code: str):
    for each in messages(code):
        for form in forms_of(each):
            assert not set("《》｜⟦⟧") & set(coded(form)), form
            assert form.count("⟦") == form.count("⟧"), form
            assert not re.search("[<>&\ue000-\uf8ff]", form), form


def test_every_kanji_of_easy_japanese_has_its_reading():
    for each in messages("ja-easy"):
        for form in forms_of(each):
            assert not KANJI.search(re.sub("\ue000[^\ue002]*\ue002", "", coded(form))), form


@pytest.mark.parametrize("code", ["en", "ko", "vi", "hi", "ne"])
def test_japanese_words_in_other_languages_are_marked(code: str):
    for each in messages(code):
        for form in forms_of(each):
            assert not JAPANESE.search(re.sub("⟦[^⟧]*⟧", "", form)), form


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_offices_words_stay_beside_the_translation(code: str):
    """On paper a resident meets these words, whatever language the page was read in."""
    office = {"交付通知書（番号が書いてある紙）": "交付通知書", "交付通知書の番号": "交付通知書"}
    by_id = {each.id: forms_of(each)[0] for each in messages(code)}
    for msgid, word in office.items():
        assert word in by_id[msgid]
    assert any("暗証番号" in text for text in by_id.values())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_a_word_that_is_not_wrapped(path: Path):
    environment = Environment(extensions=["jinja2.ext.i18n"])
    source = path.read_text()
    data = "".join(text for _, kind, text in environment.lex(source) if kind == "data")
    written = re.sub(r'<!doctype html>|[\w-]+="[^"]*"|<[^>]*>', " ", data)
    assert not re.search(r"[^\W\d_]{2,}", written), written.split()
    assert not JAPANESE.search(data)
    tree = environment.parse(source)
    wrapped = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in {"_", "ngettext"}
        for argument in call.args
    }
    said = [
        each.value
        for each in tree.find_all(nodes.Const)
        if isinstance(each.value, str) and JAPANESE.search(each.value) and id(each) not in wrapped
    ]
    assert said == []


def test_no_module_says_a_japanese_word_that_is_not_wrapped():
    for path in sorted(ROOT.rglob("*.py")):
        if path.name not in WITHOUT_TEXTS:
            assert list(_unwrapped(ast.parse(path.read_text()))) == [], path


def _unwrapped(tree: ast.Module) -> Iterator[str]:
    """Japanese strings that are neither docstrings nor marked for the catalogues."""
    fine: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                fine.add(id(node.value))
            case (
                ast.Call(func=ast.Name(id="words" | "N_"))
                | ast.Call(func=ast.Attribute(attr="words" | "ngettext"))
            ):
                fine |= {id(each) for each in ast.walk(node)}
            case _:
                pass
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in fine and JAPANESE.search(text):
                yield text
            case _:
                pass


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
        "individual-number",  # in the words of the fields
        "sign-in-refused",  # told at the phone desk only
        "too-often",  # has a page of its own
    }
    assert {each.code for each in _all(BookingRefusal)} - set(REFUSALS) == (
        told_by_a_page_of_their_own
    )


def _all(kind: type[BookingRefusal]) -> Iterator[type[BookingRefusal]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _all(each)
