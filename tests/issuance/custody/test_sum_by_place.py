"""For any history, the counts by place add up to the cards in custody; no card is in two places."""

from collections import Counter

import hypothesis.strategies as st
from hypothesis import given, settings

from issuance.custody import cards
from issuance.custody.cards import CardPlace, count_by_place
from issuance.custody.facts import CardLeft, CardMoved, CardReceived
from issuance.custody.places import INTAKE, MISSING, POST_TRAY, QUARANTINE, VOID_CARDS, shelf
from issuance.custody.refusals import LiesElsewhereError, NotInCustodyError, VoidCardStaysError

PLACES = st.sampled_from(
    [INTAKE, QUARANTINE, POST_TRAY, MISSING, VOID_CARDS, shelf("A-1"), shelf("A-1/2")]
)
SERIALS = st.sampled_from(["1", "2", "3", "4"])
ACTS = st.lists(
    st.tuples(
        SERIALS,
        st.sampled_from(["receive", "move", "by-hand", "leave"]),
        PLACES,
        st.none() | PLACES,
        st.booleans(),
    ),
    max_size=40,
)


def decided(card, serial, asked):
    act, to_place, from_place, void = asked
    match act:
        case "receive":
            return cards.receive(card, card_serial=serial, place=to_place)
        case "move":
            return cards.move(card, to_place=to_place)
        case "by-hand":
            return cards.move_by_hand(card, to_place=to_place, from_place=from_place, void=void)
        case _:
            return cards.leave(card, how="posted")


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_the_sum_by_place_is_the_number_of_cards_in_custody(acts):
    """Kept a second way: every fact takes one from where it says and puts one where it says."""
    lying: dict[str, CardPlace] = {}
    booked: Counter[str] = Counter()
    received = left = 0
    for serial, *asked in acts:
        card = lying.get(serial, CardPlace())
        try:
            facts = decided(card, serial, asked)
        except (NotInCustodyError, LiesElsewhereError, VoidCardStaysError):
            continue
        for fact in facts:
            match fact:
                case CardReceived():
                    booked[fact.place] += 1
                    received += 1
                case CardMoved():
                    assert fact.from_place == card.place
                    booked[fact.from_place] -= 1
                    booked[fact.to_place] += 1
                case CardLeft():
                    assert fact.from_place == card.place
                    booked[fact.from_place] -= 1
                    left += 1
            card = cards.evolve(card, fact)
        lying[serial] = card
    counted = count_by_place(lying.values())
    assert counted == +booked
    assert min(booked.values(), default=0) >= 0
    assert counted.total() == received - left
    assert counted.total() == sum(card.place is not None for card in lying.values())
