"""What every scenario uses inside Locust: who comes, their phones, the journal, named shapes."""

from loadtests.crowd.here import DRILL, Person, began, coming, journal
from loadtests.crowd.phone import Gone, NoAnswer, Phone, TurnedAway
from loadtests.crowd.resident import Resident

__all__ = [
    "DRILL",
    "Gone",
    "NoAnswer",
    "Person",
    "Phone",
    "Resident",
    "TurnedAway",
    "began",
    "coming",
    "journal",
]
