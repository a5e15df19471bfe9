"""Residents who are signed in look at the free times and book in one step."""

import time

from loadtests.crowd import NoAnswer, Person, Phone, Resident, journal


class OneStep(Resident):
    """Brings a session, a slot that is wanted and a key."""

    def visit(self, person: Person, phone: Phone) -> None:
        phone.take("draft", person["session"])
        phone.take("form", person["token"])
        self.look(phone)
        told = {"_csrf_token": person["token"], "slot": person["slot"], "key": person["key"]}
        began, outcome = time.time(), _told(phone, told)
        journal().write(
            person["notice"], outcome, slot=person["slot"], key=person["key"], began=began
        )

    def look(self, phone: Phone) -> None:
        """What is opened before the form is sent."""
        phone.open("/free?lang=ja", "free times")


def _told(phone: Phone, form: dict[str, str]) -> str:
    """Where the site leads next says what became of it; somebody faster is no error."""
    try:
        leads = phone.send("/book/now", form, "book").location
    except NoAnswer:
        return "unknown"
    if leads == "/book/done":
        return "confirmed"
    return "taken" if leads.startswith(("/book/time/", "/book/day")) else "refused"


USERS = (OneStep,)
