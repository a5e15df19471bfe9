"""The parts of the day and time pages that many share, and that nothing personal is in them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import booking_web
from booking_web.availability.parts import MAY_STAND, KeptParts, Part
from tests.booking_web.availability.made_up import snapshot
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder, Office

TEMPLATES = sorted((Path(booking_web.__file__).parent / "templates").glob("*.html"))
EVERYWHERE = {"_", "ngettext", "words", "language", "tags", "loop", "caller"}
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
    assert show(Part(made_of="a", snapshot=now), "first") == "first"
    assert show(Part(made_of="a", snapshot=now), "second") == "first"
    assert show(Part(made_of="b", snapshot=now), "other") == "other"


def test_is_made_anew_when_something_happened():
    show, now = made(), snapshot()
    show(Part(made_of="a", snapshot=now), "before")
    later = replace(now, content=now.content + 1)
    assert show(Part(made_of="a", snapshot=later), "after") == "after"


def test_what_somebody_typed_stays_text():
    assert made()(Part(made_of="a", snapshot=snapshot()), "<b>") == "&lt;b&gt;"


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
