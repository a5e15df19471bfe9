"""The parts of the day and time pages that many share, and that nothing personal is in them."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables

import booking_web
from booking_web.availability.parts import AS_OF, KeptParts, Part
from tests.booking_web.availability.made_up import AS_OF as AT
from tests.booking_web.availability.made_up import snapshot
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder, Office

TOLD = {"as_of", "base", "calendar", "halves", "party", "today", "venue", "venues", "which"}
EVERYWHERE = {"_", "ngettext", "words", "language", "tags", "kept_rows"}
_A_LONG_LOOK, _MEANWHILE = 0.05, 0.6
"""Seconds: more than the share that may be spent, and longer than an old part is shown."""


class Kept:
    """Parts that are what they are told as `text`."""

    def __init__(self) -> None:
        self._kept = KeptParts(lambda _template, _language, told: str(told["text"]))

    def show(
        self,
        text: str,
        *,
        shows: object = 1,
        at: datetime = AT,
        of: str = "a",
        language: str = "ja",
        takes_seconds: float = 0,
    ) -> str:
        def names() -> dict[str, object]:
            sleep(takes_seconds)
            return {"text": text}

        part = Part(
            template="",
            made_of=of,
            snapshot=replace(snapshot(), as_of=at),
            shows=shows,
            names=names,
        )
        return self._kept.shown(part, language)


def test_is_made_once_for_all_who_ask_for_the_same():
    kept = Kept()
    assert kept.show("first") == "first"
    assert kept.show("second") == "first"
    assert kept.show("other", of="b") == "other"
    assert kept.show("autre", language="fr") == "autre"


def test_is_made_anew_when_what_it_shows_has_changed():
    kept = Kept()
    kept.show("before", shows=1)
    assert kept.show("after", shows=2) == "after"


def test_says_when_it_was_last_known_to_be_true():
    kept = Kept()
    assert kept.show(AS_OF) == "10:32:05"
    assert kept.show("not asked", at=AT + timedelta(seconds=90)) == "10:33:35"


def test_in_a_rush_the_one_from_before_is_shown_for_a_moment_with_its_time():
    kept, later = Kept(), AT + timedelta(seconds=90)
    kept.show("before", shows=1)
    kept.show(AS_OF, shows=2, takes_seconds=_A_LONG_LOOK)
    assert kept.show("anew", shows=3, at=later) == "10:32:05"
    sleep(_MEANWHILE)
    assert kept.show("anew", shows=3, at=later) == "anew"


PARTS = sorted((Path(booking_web.__file__).parent / "templates").glob("*_part.html"))


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_a_part_is_told_only_what_its_page_says_it_is_made_of(path: Path):
    """So nothing of one visitor can come into what others are shown."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    assert find_undeclared_variables(tree) <= TOLD | EVERYWHERE


async def test_two_visitors_get_the_same_times_and_tokens_of_their_own(
    resident: Resident, holder: Holder, office: Office
):
    other = office.release(holder.birthday)
    await office.send_async(resident.client)
    pages = []
    for somebody in (holder, other):
        resident.client.cookies.clear()
        await resident.identify(somebody)
        await resident.look("/book/time/2026-12-01")
        pages.append(resident.page)
    tokens = [re.search(r'name="_csrf_token" value="([^"]+)"', each) for each in pages]
    assert len({each[1] for each in tokens if each}) == 2
    rows = [re.findall(r'<button class="row".*', each) for each in pages]
    assert rows[0] == rows[1] != []
    assert all("10:00:00 の空き状況です。" in each for each in pages)


async def test_each_size_of_party_has_its_own(resident: Resident, holder: Holder, office: Office):
    await resident.identify(holder)
    await resident.look("/book/day")
    assert "人いっしょに" not in resident.page
    other = office.release(holder.birthday)
    await office.send_async(resident.client)
    await resident.identify(other, "/book/people/add")
    await resident.look("/book/day")
    assert "2人いっしょに来られる日です。" in resident.page
