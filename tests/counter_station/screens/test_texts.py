"""Every text of the clerk's screen has its English; residents' texts have a test of their own."""

from pathlib import Path
from typing import cast, get_args

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file

import counter_station
from counter_station.texts import WORDS, messages
from counter_station.visit.facts import CallWithdrawn, VisitFact, VisitOpened
from counter_station.visit.station_facts import StationFact
from counter_station.visit.taken_over import PersonTakenOver, TimeTakenOver
from issuance.identity.documents import WORDS as DOCUMENTS

ROOT = Path(counter_station.__file__).parent
TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*.html")) if path.parent.name != "resident"
]


def used():
    found = {
        str(text)
        for path in TEMPLATES
        for _, text, *_ in extract_from_file("jinja2", path, keywords={"_": None})
    }
    code = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords={"N_": None})
    found |= {str(text) for name, _, text, *_ in code if "resident_messages" not in name}
    found |= {*messages.PIN_KINDS.values(), *messages.DOCUMENT_PINS.values()}
    return sorted(found | set(DOCUMENTS.values()))


@pytest.mark.parametrize("text", used())
def test_is_translated_with_the_same_places_for_values(text):
    english = WORDS["en"].catalogue.gettext(text)
    assert english != text
    assert sorted(part.split(")s")[0] for part in text.split("%(")[1:]) == sorted(
        part.split(")s")[0] for part in english.split("%(")[1:]
    )


def test_every_fact_the_office_may_refuse_has_a_name():
    """Without one the clerk's page with the refusal on it would not open."""
    own = {VisitOpened, CallWithdrawn, PersonTakenOver, TimeTakenOver}  # never sent
    told = {*_members(VisitFact), *_members(StationFact)} - own
    assert {each.__name__ for each in told} == set(messages.KINDS_OF_FACT)


def _members(union: object) -> list[type]:
    parts = get_args(union)
    return [each for part in parts for each in _members(part)] if parts else [cast("type", union)]
