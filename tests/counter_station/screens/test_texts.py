"""Every text of the two screens has its English."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import counter_station
from counter_station.texts import WORDS
from issuance.identity.documents import WORDS as DOCUMENTS

ROOT = Path(counter_station.__file__).parent


def used():
    templates = extract_from_dir(
        ROOT / "templates", method_map=[("**.html", "jinja2")], keywords={"_": None}
    )
    code = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords={"N_": None})
    found = {str(text) for _, _, text, *_ in (*templates, *code)}
    return sorted(found | set(DOCUMENTS.values()))


@pytest.mark.parametrize("text", used())
def test_is_translated_with_the_same_places_for_values(text):
    english = WORDS["en"].catalogue.gettext(text)
    assert english != text or text == "%(now)s / %(all)s"
    assert sorted(part.split(")s")[0] for part in text.split("%(")[1:]) == sorted(
        part.split(")s")[0] for part in english.split("%(")[1:]
    )
