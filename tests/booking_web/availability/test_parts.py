"""The parts of the day and time pages that many share, and that nothing personal is in them."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest
from jinja2 import Environment, nodes

import booking_web
from booking_web.availability.parts import AS_OF, MAY_STAND, KeptParts, Part
from tests.booking_web.availability.made_up import AS_OF as AT
from tests.booking_web.availability.made_up import snapshot
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder, Office

TEMPLATES = sorted((Path(booking_web.__file__).parent / "templates").glob("*.html"))
EVERYWHERE = {"_", "ngettext", "words", "language", "tags", "loop", "caller"}
_A_LONG_LOOK, _MEANWHILE = 0.05, 0.6
"""Seconds: more than the share that may be spent, and longer than an old part is shown."""
OF_ONE_VISITOR = {"hidden"}
"""Macros that hold the form's token and key."""


def names(tree: nodes.Node, *, used: bool) -> set[str]:
    return {each.name for each in tree.find_all(nodes.Name) if (each.ctx == "load") == used}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_kept_part_uses_only_what_it_is_made_of(path: Path):
    tree = Environment(extensions=["jinja2.ext.i18n", KeptParts]).parse(path.read_text())
    macros = {each.name for each in tree.find_all(nodes.Macro)}
    for imported in tree.find_all(nodes.FromImport):
        macros |= {each if isinstance(each, str) else each[1] for each in imported.names}
    parts = [each for each in tree.find_all(nodes.CallBlock) if "KeptParts" in str(each.call)]
    assert len(parts) == path.read_text().count("{% kept ")
    for part in parts:
        body = nodes.Template(part.body)
        strange = names(body, used=True) - names(body, used=False) - (macros - OF_ONE_VISITOR)
        assert strange <= MAY_STAND | EVERYWHERE


def made(text: str = "{% kept part %}{{ as_of }}{% endkept %}"):
    template = Environment(extensions=[KeptParts], autoescape=True).from_string(text)
    return lambda part, as_of: template.render(part=part, as_of=as_of)


def test_is_made_once_for_all_who_ask_for_the_same():
    show, now = made(), snapshot()
    assert show(Part(made_of="a", snapshot=now, shows=1), "first") == "first"
    assert show(Part(made_of="a", snapshot=now, shows=1), "second") == "first"
    assert show(Part(made_of="b", snapshot=now, shows=1), "other") == "other"


def test_is_made_anew_when_something_happened():
    show, now = made(), snapshot()
    show(Part(made_of="a", snapshot=now, shows=1), "before")
    assert show(Part(made_of="a", snapshot=now, shows=2), "after") == "after"


def test_says_when_it_was_last_known_to_be_true():
    show, now = made(), snapshot()
    assert show(Part(made_of="a", snapshot=now, shows=1), AS_OF) == "10:32:05"
    later = replace(now, as_of=AT + timedelta(seconds=90))
    assert show(Part(made_of="a", snapshot=later, shows=1), "not asked") == "10:33:35"


def test_in_a_rush_the_one_from_before_is_shown_for_a_moment_with_its_time():
    show, at_first = made("{% kept part %}{{ as_of() }}{% endkept %}"), snapshot()
    show(Part(made_of="a", snapshot=at_first, shows=1), lambda: "before")
    show(Part(made_of="a", snapshot=at_first, shows=2), lambda: sleep(_A_LONG_LOOK) or AS_OF)
    later = replace(at_first, as_of=AT + timedelta(seconds=90))
    changed = Part(made_of="a", snapshot=later, shows=3)
    assert show(changed, lambda: "anew") == "10:32:05"
    sleep(_MEANWHILE)
    assert show(changed, lambda: "anew") == "anew"


def test_what_somebody_typed_stays_text():
    assert made()(Part(made_of="a", snapshot=snapshot(), shows=1), "<b>") == "&lt;b&gt;"


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
