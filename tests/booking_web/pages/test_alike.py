"""Pages that are alike for everybody are made once; token, key and what was typed are one's own."""

import re

import pytest

from tests.booking_web.pages.conftest import identity

_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')
MEMO = "耳が遠いです"


@pytest.fixture
def kept(resident):
    return resident.client.app.state.site.alike._kept


@pytest.mark.parametrize("path", ["/", "/book/who"])
async def test_the_second_visitor_gets_what_was_made_with_a_token_of_their_own(
    resident, kept, path
):
    await resident.look(path)
    first, count = resident.page, len(kept)
    resident.client.cookies.clear()  # another browser
    await resident.look(path)
    assert len(kept) == count > 0
    assert without_own(resident.page) == without_own(first)
    for pattern in (_TOKEN, _KEY):
        assert not set(pattern.findall(first)) & set(pattern.findall(resident.page))
    assert set(_TOKEN.findall(resident.page)) <= {resident.client.cookies["form"]}


def without_own(page: str) -> str:
    return _TOKEN.sub("", _KEY.sub("", page))


async def test_what_somebody_typed_is_kept_nowhere(resident, holder, kept):
    await resident.look("/book/who")
    count = len(kept)
    await resident.send("/book/who", {**identity(holder), "birthday-year": "1951"})
    assert holder.printed in resident.page
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja", memo=MEMO)
    await resident.look("/book/help")
    assert MEMO in resident.page
    assert len(kept) == count + 1
    assert not any(MEMO in html for html in kept.values())
