"""Facts that were stored once are read for ever: golden samples of every kind and version."""

import json

import msgspec
import pytest

from issuance.ledger.codec import decode, encode
from issuance.ledger.facts import form_of
from tests.stored_facts.make import FOLDER, STREAM, read_samples
from tests.support.declared import fact_classes

FORMS = {form_of(cls).topic: form_of(cls) for cls in fact_classes()}
SAMPLES = {
    f"{path.stem}-v{version}": (path.stem, kept)
    for path in sorted(FOLDER.glob("*.json"))
    for version, kept in read_samples(path.stem).items()
}
NEWEST = {
    name: (topic, kept)
    for name, (topic, kept) in SAMPLES.items()
    if kept["v"] == FORMS[topic].version
}


def read(topic, kept):
    return decode(STREAM, 1, 1, topic, json.dumps(kept).encode())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_fact_has_a_sample_of_each_of_its_versions(form):
    assert set(read_samples(form.topic)) == set(range(1, form.version + 1)), (
        "python -m tests.stored_facts.make writes what is missing"
    )


@pytest.mark.parametrize(("topic", "kept"), SAMPLES.values(), ids=SAMPLES)
def test_every_sample_is_still_read(topic, kept):
    recorded = read(topic, kept)
    assert form_of(type(recorded.fact)) == FORMS[topic]
    assert recorded.by == "staff:K01"


@pytest.mark.parametrize(("topic", "kept"), NEWEST.values(), ids=NEWEST)
def test_what_is_read_means_what_was_written(topic, kept):
    """A field renamed, dropped or read as something else would not come out the same again."""
    written_again = json.loads(encode(read(topic, kept))[1])
    assert {**written_again["fact"], **kept["fact"]} == written_again["fact"]
    assert written_again["at"] == kept["at"]


def test_control_a_field_that_was_renamed_is_noticed():
    stored = SAMPLES["case.card-arrived-v1"][1]
    renamed = {**stored, "fact": {"carton": stored["fact"]["box"]}}
    with pytest.raises(msgspec.ValidationError):
        read("case.card-arrived", renamed)
