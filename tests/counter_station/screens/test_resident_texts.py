"""Every text of the resident's screen and receipt exists in all eight languages, well-formed."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import counter_station
from booking_web.texts import LANGUAGES as ON_THE_SITE
from counter_station.texts import SOURCE, resident_messages
from counter_station.texts.furigana import marked_up, plain
from counter_station.texts.residents import LANGUAGES, RESIDENT_WORDS, file_of, language_asked

ROOT = Path(counter_station.__file__).parent
TEMPLATES = [*sorted((ROOT / "templates/resident").glob("*.html")), ROOT / "templates/layout.html"]
OF_THE_MACROS = {"エラーがあります。次のところを直してください。"}
"""Said by the shared macro `errors`, the only one these pages use."""
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
PLACE = re.compile(r"%\(\w+\)s")
KANJI = re.compile("[㐀-鿿々]")
JAPANESE = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]")


def texts():
    found = set(OF_THE_MACROS)
    for path in TEMPLATES:
        found |= {str(each[1]) for each in extract_from_file("jinja2", path, keywords={"_": None})}
    module = Path(resident_messages.__file__)
    code = extract_from_file("python", module, keywords={"N_": None})
    return found | {str(each[1]) for each in code}


def catalogue(code):
    language = LANGUAGES[code]
    with file_of(code).open("rb") as file:
        return {
            each.id: each.string
            for each in read_po(file, locale=language.locale, abort_invalid=True)
            if each.id
        }


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_untranslated_and_nothing_is_left_over(code):
    found = catalogue(code)
    assert {msgid for msgid, words in found.items() if words} == texts()


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_keeps_its_places_and_carries_no_html(code):
    for msgid, words in catalogue(code).items():
        assert sorted(PLACE.findall(words)) == sorted(PLACE.findall(msgid)), words
        assert words.count("%") == len(PLACE.findall(words)), words
        assert not re.search("[<>&]", words), words
        assert not set("《》｜⟦⟧") & set(marked_up(words)), words


def test_every_kanji_of_easy_japanese_has_its_reading():
    for words in catalogue("ja-easy").values():
        assert not KANJI.search(re.sub("<ruby>.*?</ruby>", "", marked_up(words))), words


@pytest.mark.parametrize("code", ["en", "ko", "vi", "hi", "ne"])
def test_japanese_words_in_other_languages_are_marked(code):
    for words in catalogue(code).values():
        assert not JAPANESE.search(re.sub("⟦[^⟧]*⟧", "", words)), words


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_card_s_own_words_stay_beside_the_translation(code):
    """Residents meet these words again, in Japanese, on paper and on machines."""
    found = catalogue(code)
    for word in ("暗証番号", "利用者証明用", "住民基本台帳用", "券面事項入力補助用"):
        assert word in found[word]


def test_no_template_says_a_word_that_is_not_wrapped():
    for path in TEMPLATES:
        bare = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}", "", path.read_text(), flags=re.DOTALL)
        assert not JAPANESE.search(bare), path.name


def test_the_languages_are_those_of_the_booking_site():
    assert {code: each.name for code, each in LANGUAGES.items()} == ON_THE_SITE
    assert language_asked("zh_Hans") == "zh-Hans"
    assert language_asked("xx") is None


def test_readings_and_marks_become_elements_and_nothing_else_does():
    assert plain(marked_up("番号《ばんごう》")) == "番号"
    assert "<b>" not in marked_up("<b>《》")
    assert '<span lang="ja">暗証番号</span>' in marked_up("PIN (⟦暗証番号⟧)")


@pytest.mark.parametrize(
    ("day", "reading"), [(8, "ようか"), (22, "にち"), (20, "はつか"), (1, "ついたち")]
)
def test_days_are_read_as_they_are_said(day, reading):
    assert f"<rt>{reading}</rt>" in RESIDENT_WORDS["ja-easy"].full_day(date(2026, 11, day))
