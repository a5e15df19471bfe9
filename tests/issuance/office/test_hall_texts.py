"""The hall says everything in eight languages, with the same values in it."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import issuance.office.hall
from issuance.calendar.opening_rules import Service
from issuance.office.hall.texts import ALL, SOURCE, HallWords, catalogue
from issuance.office.hall.words import SERVICES

HERE = Path(issuance.office.hall.__file__).parent
_TEXT = re.compile(r"""(?:say|say\.plain|tongues|plain)\('((?:[^'\\]|\\.)+)'""")


def texts():
    """What templates say, and what `words` marks with `H_`."""
    for path in HERE.glob("templates/*.html"):
        yield from _TEXT.findall(path.read_text("utf-8"))
    marked = extract_from_dir(str(HERE), method_map=[("**.py", "python")], keywords={"H_": None})
    yield from (message for _, _, message, *_ in marked if message)


@pytest.mark.parametrize("code", [code for code in ALL if code != SOURCE])
def test_nothing_is_left_untranslated(code):
    words, said = catalogue(code), sorted(set(texts()))
    assert len(said) > 30
    for text in said:
        translated = words.gettext(text)
        kana_only = re.fullmatch("[ぁ-ヶー]+", text)
        assert translated != text or (code == "ja-easy" and kana_only), text
        values = re.compile(r"%\((\w+)\)s")
        assert set(values.findall(text)) == set(values.findall(translated)), text


def test_every_service_has_a_name():
    assert set(SERVICES) == {each.value for each in Service}


def test_readings_stand_above_their_words_and_nothing_else_is_markup():
    easy = HallWords("ja-easy")
    assert "<ruby>受付<rp>(</rp><rt>うけつけ</rt><rp>)</rp></ruby>" in easy("受付")
    assert easy.plain("受付") == "受付"
    assert "&lt;b&gt;" in HallWords("en")("待っている組: %(count)s", count="<b>")
