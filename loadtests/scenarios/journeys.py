"""From the first page to the confirmation: every page, the form of each page, no shortcuts.

A time that somebody else was faster to take leads back to the times, as the site says; who finds
nothing free after `wishes` of them gives up.
"""

import random
import time

from loadtests.crowd import DRILL, NoAnswer, Person, Phone, Resident, TurnedAway, journal
from loadtests.pages import Page

_WISHES = round(DRILL.number("wishes", 5))
_TIME = "/book/time/"


class Traveller(Resident):
    """Brings a notice number and a birthday."""

    def visit(self, person: Person, phone: Phone) -> None:
        phone.open("/", "first page")
        if arrive(person, phone):
            book(person, phone)


def arrive(person: Person, phone: Phone) -> bool:
    """Sign in and answer what is asked before the days; False: there is nothing to book."""
    leads = phone.send("/book/who", signed(phone.open("/book/who", "number"), person), "sign in")
    if leads.location != "/book/people":
        journal().write(person["notice"], "refused")
        return False
    phone.open("/book/people", "people")
    answers = phone.open("/book/help", "help").hidden() | {"spoken": "ja", "memo": ""}
    phone.send("/book/help", answers, "say what helps")
    return True


def book(person: Person, phone: Phone) -> None:
    """Look for a time, have it held, check the answers, confirm."""
    for _ in range(_WISHES):
        slot = hold(phone)
        if not slot:
            journal().write(person["notice"], "none-free")
            return
        check = phone.open("/book/check", "check")
        if check.location:
            continue  # the hold is gone: the site leads back to the times
        told = confirm(person, phone, check.hidden(), slot)
        if told == "confirmed":
            phone.open("/book/done", "done")
        if told != "taken":
            return
    journal().write(person["notice"], "gave-up")


def hold(phone: Phone) -> str:
    """The slot that is held now; "" where nothing is free."""
    days = phone.open("/book/day", "days").links(_TIME)
    while days:
        times = phone.open(random.choice(days), "times")
        slots = times.choices("slot")
        if not slots:
            days = phone.open("/book/day", "days").links(_TIME)
            continue
        slot = random.choice(slots)
        held = phone.send("/book/time", times.hidden() | {"slot": slot}, "hold")
        if held.location == "/book/check":
            return slot
        days = [held.location]  # somebody was faster: the same day with the nearest times first
    return ""


def confirm(person: Person, phone: Phone, form: dict[str, str], slot: str) -> str:
    """What the resident was told; it stands in the journal too."""
    began, told = time.time(), "unknown"
    try:
        leads = phone.send("/book/check", form, "confirm").location
        told = "confirmed" if leads == "/book/done" else "taken"
    except NoAnswer:
        pass
    except TurnedAway:
        told = "refused"
        raise
    finally:  # also where the drill ends just now
        words = {"slot": slot, "key": form["key"], "asked": "confirm"}
        journal().write(person["notice"], told, **words, began=began)
    return told


def signed(page: Page, person: Person) -> dict[str, str]:
    """Number and birthday, in the form of the page."""
    born = {f"birthday-{part}": person[part] for part in ("year", "month", "day")}
    return page.hidden() | {"number": person["number"], "birthday-era": "", **born}


USERS = (Traveller,)
