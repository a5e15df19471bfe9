"""Which facts a table follows: those its function says it takes."""

from issuance.cases import facts as f
from issuance.ledger.facts import Recorded, form_of
from issuance.read_models.tables import kinds_of


def of_some(recorded: Recorded[f.CardArrived | f.CardStored]):
    yield recorded


def of_one(recorded: Recorded[f.Delivered]):
    yield recorded


def of_all(recorded):
    yield recorded


def test_a_table_follows_the_facts_its_function_takes():
    topics = sorted(form_of(each).topic for each in kinds_of(of_some))
    assert topics == ["case.card-arrived", "case.card-stored"]
    assert [form_of(each).topic for each in kinds_of(of_one)] == ["case.delivered"]


def test_a_function_that_says_nothing_takes_all():
    assert kinds_of(of_all) == frozenset()
