"""保管: where one card lies, and how many lie where."""

from collections import Counter

from issuance.custody import cards
from issuance.custody.cards import CardPlace, count_by_place
from issuance.custody.facts import CardLeft, CardMoved, CardReceived, CustodyFact
from issuance.custody.places import INTAKE, POST_TRAY, RETURNED_MAIL, shelf
from issuance.custody.refusals import NotInCustodyError
from tests.support.given import Specification

card: Specification[CardPlace, CustodyFact] = Specification(CardPlace(), cards.evolve)

RECEIVED = CardReceived(card_serial="1", place=INTAKE)
MOVED = CardMoved(from_place=INTAKE, to_place=shelf("A-03"))
LEFT = CardLeft(from_place=shelf("A-03"), how="posted")


class TestReceiving:
    def test_a_new_card(self):
        card.given().when(cards.receive, card_serial="1", place=INTAKE).then(RECEIVED)

    def test_a_card_that_is_here_adds_nothing(self):
        card.given(RECEIVED).when(cards.receive, card_serial="1", place=INTAKE).then_nothing()

    def test_a_card_that_came_back(self):
        back = CardReceived(card_serial="1", place=RETURNED_MAIL)
        asked = card.given(RECEIVED, MOVED, LEFT)
        asked.when(cards.receive, card_serial="1", place=RETURNED_MAIL).then(back)


class TestMoving:
    def test_says_from_where(self):
        card.given(RECEIVED).when(cards.move, to_place=shelf("A-03")).then(MOVED)

    def test_to_where_it_lies_adds_nothing(self):
        card.given(RECEIVED, MOVED).when(cards.move, to_place=shelf("A-03")).then_nothing()

    def test_of_a_card_that_is_not_here_is_refused(self):
        for history in ((), (RECEIVED, MOVED, LEFT)):
            asked = card.given(*history).when(cards.move, to_place=POST_TRAY)
            asked.then_refused(NotInCustodyError)


class TestLeaving:
    def test_says_from_where(self):
        card.given(RECEIVED, MOVED).when(cards.leave, how="posted").then(LEFT)

    def test_adds_nothing_for_a_card_that_is_not_here(self):
        card.given().when(cards.leave, how="posted").then_nothing()
        card.given(RECEIVED, MOVED, LEFT).when(cards.leave, how="lost").then_nothing()


def test_a_count_tells_how_many_lie_where():
    lying = [
        card.given(RECEIVED).state,
        card.given(RECEIVED, MOVED).state,
        card.given(RECEIVED, MOVED).state,
        card.given(RECEIVED, MOVED, LEFT).state,
        card.given().state,
    ]
    assert count_by_place(lying) == Counter({INTAKE: 1, shelf("A-03"): 2})
