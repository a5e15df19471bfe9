"""What somebody looks at a person's data for: it follows from the page, nobody is asked."""

from typing import Final

from issuance.application.viewing import Look
from issuance.office.staff.accounts import Staff
from issuance.office.staff.roles import NAMES, Role
from issuance.viewing.facts import Purpose

_OF_PAGES: Final = {
    "sealing": Purpose.POSTING,
    "posting": Purpose.POSTING,
    "papers": Purpose.POSTING,
    "returns": Purpose.RETURNED_MAIL,
    "notices": Purpose.NOTICE,
    "contacts": Purpose.NOTICE,
    "resident-changes": Purpose.RECORD_CHANGE,
}
"""By the first part of a page's address; every other page is about the case as a whole."""


def purpose_of(path: str) -> Purpose:
    return _OF_PAGES.get(path.strip("/").partition("/")[0], Purpose.CASE)


def look_of(staff: Staff, door: frozenset[Role], path: str) -> Look:
    """*door*: the roles that open the page. Of several it is one that lets names be seen."""
    held = [role for role in Role if role in staff.roles & door]
    role = next((each for each in held if each in NAMES), held[0])
    return Look(role=role, purpose=purpose_of(path))
