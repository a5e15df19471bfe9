"""四つの目の原則: who may do what together with whom, over the whole course of one card.

The one who verified the identity does not set the PINs; of the two who seal the envelope one is a
third person; two people see a card or a sheet destroyed (domain.md 3.8, 11.7). By role each of
them has to be allowed to do the work at all: that is judged at the door. Here it is by person.

A small venue may switch the first two off; the fact then says so (`four_eyes: false`).
"""

from issuance.cases.refusals import FourEyesError
from issuance.cases.state import Case

Pair = tuple[str, str]
"""Two staff codes, the one who asks first."""


def verifiers(case: Case) -> frozenset[str]:
    """Who said that this is the holder: the clerk, and the supervisor who decided a doubt."""
    if case.identity is None:
        return frozenset()
    return frozenset({case.identity.verified_by, case.identity.approved_by} - {""})


def involved(case: Case) -> frozenset[str]:
    """Who verified the identity or ever had the opened PINs before them."""
    return verifiers(case) | case.openers


def require_setters(case: Case, officers: Pair, *, four_eyes: bool = True) -> None:
    """Two people open the PINs, and neither verified the identity.

    Raises:
        FourEyesError: one alone, or one of them is not free to.
    """
    if four_eyes:
        require_two(officers)
        if not verifiers(case).isdisjoint(officers):
            raise FourEyesError


def require_sealers(case: Case, sealers: Pair, *, four_eyes: bool = True) -> None:
    """Two people close the envelope; at least one neither verified the identity nor set the PINs.

    Raises:
        FourEyesError: one alone, or both were involved before.
    """
    if four_eyes:
        require_two(sealers)
        if involved(case).issuperset(sealers):
            raise FourEyesError


def require_two(people: Pair) -> None:
    """Destruction and counts by two are never switched off.

    Raises:
        FourEyesError: it is one person twice.
    """
    if people[0] == people[1]:
        raise FourEyesError
