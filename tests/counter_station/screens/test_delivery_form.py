"""受渡方法 on the clerk's screen: which ways are open, and why the post is not."""

from counter_station.screens.delivery_form import delivery_context, reasons
from counter_station.texts import WORDS, messages
from counter_station.visit.state import Person
from issuance.identity.posting import POSTING_WAYS, CounterOnly, Declaration
from tests.counter_station.visit import history

WORDS_JA = WORDS["ja"]


def test_every_way_and_every_declaration_has_its_words():
    assert set(messages.POSTING_WAYS) == {each.id for each in POSTING_WAYS}
    assert set(messages.DECLARATIONS) == set(Declaration)


def test_each_reason_is_a_line_and_documents_are_named():
    answer = CounterOnly(undeclared=(Declaration.NO_FORWARDING,), documents_fall_short=True)
    forwarding, documents = reasons(answer, WORDS_JA)
    assert "転送届" in forwarding
    assert "A書類2点、または" in documents


def test_before_identity_nothing_is_offered():
    context = delivery_context(Person(due=history.ADULT_DUE), WORDS_JA, today=history.TODAY)
    assert context["travels"] == []
    assert delivery_context(None, WORDS_JA, today=history.TODAY) == context
