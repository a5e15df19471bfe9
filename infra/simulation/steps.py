"""How long a visit takes somebody, under a method; and whether their documents suffice."""

from infra.simulation import assumptions as a
from infra.simulation.assumptions import Method, PinsSetAt
from infra.simulation.people import DAY, Person
from issuance.identity.sufficiency import Sufficient, judge
from issuance.pins.kinds import PinKind


def suffices(person: Person) -> bool:
    """By the office's own rules of identity."""
    return isinstance(judge(person.situation, person.shown, today=DAY), Sufficient)


def minutes_at_counter(person: Person, method: Method) -> float:
    """From the call to the end. Who is turned away leaves after the documents were looked at."""
    luck = person.luck
    if method.old_visit:
        whole = a.OLD_VISIT.at(luck[0])
        return whole if suffices(person) else whole / 2
    spent = a.CALL.at(luck[0]) + _identity(person)
    if not suffices(person):
        return spent
    spent += _pins(person) + a.DELIVERY.at(luck[5]) + a.DONE.at(luck[6])
    at_counter = method.pins_set_at is PinsSetAt.COUNTER and person.pins
    return spent + (minutes_at_terminal(person) if at_counter else 0.0)


def minutes_at_terminal(person: Person) -> float:
    return a.TERMINAL.at(person.luck[7])


def _identity(person: Person) -> float:
    further = len(person.shown) - 1
    return a.IDENTITY.at(person.luck[1]) + further * a.FURTHER_DOCUMENT.at(person.luck[2])


def _pins(person: Person) -> float:
    if not person.pins:
        return 0.0
    fours = len(person.pins - {PinKind.SIGNATURE})
    spent = a.PINS_EXPLAINED.at(person.luck[3]) + fours * a.PIN_OF_FOUR.at(person.luck[4])
    return spent + (a.PASSWORD.at(person.luck[4]) if PinKind.SIGNATURE in person.pins else 0.0)
