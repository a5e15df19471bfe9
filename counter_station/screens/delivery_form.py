"""受渡方法: the ways open to a card, and in words why the post is not one of them."""

from datetime import date
from typing import Final

from counter_station.texts import Words, messages
from counter_station.visit.delivery import posting
from counter_station.visit.people import Travel
from counter_station.visit.state import Person
from issuance.identity.posting import POSTING_WAYS, CounterOnly, Declaration
from issuance.identity.situations import IN_PERSON

_NOTHING: Final[dict[str, object]] = {
    "may_post": False,
    "declarations": [],
    "declared": frozenset[Declaration](),
    "travels": [],
    "posting_reasons": [],
}


def delivery_context(person: Person | None, words: Words, *, today: date) -> dict[str, object]:
    """Which ways are open, what is ticked already because it is known, what stands in the way."""
    if person is None or person.identity is None:
        return _NOTHING
    answer = posting(person, frozenset(Declaration), today=today)
    present = person.identity.situation in IN_PERSON
    return {
        "may_post": not isinstance(answer, CounterOnly),
        "declarations": [each for each in Declaration if _is_asked(each, person)],
        "declared": frozenset({Declaration.APPEARED_IN_PERSON} if present else ()),
        "travels": list(Travel),
        "posting_reasons": reasons(answer, words) if isinstance(answer, CounterOnly) else [],
    }


def reasons(answer: CounterOnly, words: Words) -> list[str]:
    """Why the card waits at the counter, a line each."""
    lines = [_undeclared(each, words) for each in answer.undeclared]
    if answer.address_differs:
        lines.append(words(messages.ADDRESS_DIFFERS))
    if answer.documents_fall_short:
        ways = words(messages.POSTING_BETWEEN).join(
            words(messages.POSTING_WAYS[each.id]) for each in POSTING_WAYS
        )
        lines.append(words(messages.POSTING_NEEDS, ways=ways))
    return lines


def _undeclared(declaration: Declaration, words: Words) -> str:
    if declaration is Declaration.APPEARED_IN_PERSON:
        return words(messages.NOT_IN_PERSON)
    return words(messages.NOT_YET_ASKED, what=words(messages.DECLARATIONS[declaration]))


def _is_asked(declaration: Declaration, person: Person) -> bool:
    """Nobody declares to have come who has not, nor agrees to PINs for a card without."""
    match declaration:
        case Declaration.APPEARED_IN_PERSON:
            return person.identity is not None and person.identity.situation in IN_PERSON
        case Declaration.ACCEPTS_PIN_SETTING:
            return not person.pinless
        case _:
            return True
