"""Every text has its English, with the same values in it; every code its words."""

import re
from collections import Counter
from pathlib import Path

import pytest

from issuance.cases.state import Stage
from issuance.errors import Refusal
from issuance.ledger.facts import class_of, declared_topics
from issuance.office.pages.record import WORDS as RECORDED
from issuance.office.staff.roles import Role
from issuance.office.texts import ALL, catalogue
from issuance.office.texts.names.cases import RETURN_REASONS, STAGES
from issuance.office.texts.names.happened import FACTS
from issuance.office.texts.names.roles import ROLES
from issuance.office.texts.refusals import REFUSALS, refusal_words
from issuance.shipments.mail import ReturnReason
from tests.issuance.office.catalogue import texts

CATALOGUES = sorted(
    file
    for room in ("booking_web", "counter_station", "issuance")
    for file in (Path(__file__).parents[3] / room).rglob("*.po")
)
_API_ONLY = {
    "called-elsewhere", "documents-insufficient", "not-called", "not-this-visit", "pin-kinds",
    "sealed-size", "station-mismatch", "time-in-future", "visit-over", "other-appointment",
    "cards-refused",
    "doubt-open", "no-doubt", "not-a-supervisor", "staff-unknown", "situation-does-not-fit",
}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in ALL if code != "ja"])
def test_nothing_is_left_untranslated(code):
    words = catalogue(code)
    missing = sorted({text for text, _ in texts() if words.gettext(text) == text})
    assert not missing


@pytest.mark.parametrize("code", [code for code in ALL if code != "ja"])
def test_a_translation_has_the_values_of_its_source(code):
    words = catalogue(code)
    for text, file in texts():
        values = set(re.findall(r"%\((\w+)\)", text))
        assert values == set(re.findall(r"%\((\w+)\)", words.gettext(text))), (file, text)


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-5])
def test_no_text_is_translated_twice(file):
    """Of two translations one would win by where it stands."""
    found = Counter(re.findall(r'^msgid (".+")$', file.read_text(encoding="utf-8"), re.MULTILINE))
    assert [text for text, times in found.items() if times > 1] == []


def test_every_refusal_a_page_can_meet_has_words():
    codes = {each.code for each in _all(Refusal) if each.__module__.startswith("issuance.")}
    shown = {
        code
        for each in _all(Refusal)
        if each.__module__.startswith(
            ("issuance.cases", "issuance.custody", "issuance.office.pages")
        )
        and (code := each.code)
    }
    assert codes
    assert not shown - REFUSALS.keys() - _API_ONLY


def _all(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _all(each)


def test_stages_roles_reasons_and_facts_have_names():
    assert {stage.value for stage in Stage} == set(STAGES)
    assert {role.value for role in Role} == set(ROLES)
    assert {reason.value for reason in ReturnReason} == set(RETURN_REASONS)
    rooms = ("case.", "custody.", "visit.", "pin-sheet.", "contact.")
    told = {t for t in declared_topics() if t.startswith(rooms)}
    assert told == set(FACTS)


def test_the_record_says_every_fact_in_words():
    told = {t for t in declared_topics() if class_of(t).__module__.startswith("issuance.")}
    assert told == set(RECORDED)


def test_a_refusal_shows_times_on_japans_clock():
    words = ALL["ja"]
    said = refusal_words(words, "sign-in-locked", {"until": "2026-11-24T01:15:00+00:00"})
    assert "10:15" in said
    said = refusal_words(words, "deadline", {"deadline": "2027-02-20"})
    assert "2027年2月20日" in said


def test_a_code_without_words_still_says_no():
    assert refusal_words(ALL["ja"], "never-heard-of", {}) == REFUSALS["refused"]


def test_every_text_with_values_can_be_filled_in_every_language():
    """A lone percent sign in a translation would be a fault of the page."""
    for text, file in texts():
        if names := re.findall(r"%\((\w+)\)", text):
            for words in ALL.values():
                assert words(text, **dict.fromkeys(names, 1)), (file, text)
