"""Pages that are alike for everybody are made once; token, key and what was typed are one's own."""

import re

import pytest
from markupsafe import escape

from tests.booking_web.pages.conftest import identity

_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')
_REFERENCE = re.compile(r'class="panel__number">([^<]+)<')
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
    await resident.send("/book/who", {**identity(holder), "birthday-year": "1951x"})
    assert holder.printed in resident.page
    assert 'value="1951x"' in resident.page
    await resident.identify(holder)
    await resident.send("/book/help", spoken="ja", memo=MEMO)
    await resident.look("/book/help")
    assert MEMO in resident.page
    await resident.choose()
    await resident.look("/book/check")
    assert MEMO in resident.page
    await resident.send("/book/check")
    assert MEMO in resident.page
    (reference,) = _REFERENCE.findall(resident.page)
    whole = "\n".join("".join(pieces) for pieces in kept.values())
    assert "予約ができました" in whole
    for own in (
        MEMO,
        "1951x",
        holder.printed,
        holder.number[-4:],
        str(holder.notice_id),
        reference,
    ):
        assert own not in whole


async def test_each_visitor_reads_their_own_texts_in_a_page_that_was_kept(
    resident, holder, office, kept
):
    other = office.release(holder.birthday)
    await office.send_async(resident.client)
    for nth, (somebody, memo) in enumerate([(holder, "<b>&"), (other, "“耳《みみ》”")]):
        resident.client.cookies.clear()
        await resident.identify(somebody)
        assert f"</span> {somebody.number[-4:]}" in resident.page.replace("の終わり", "</span>")
        await resident.send("/book/help", spoken="ja", memo=memo)
        await resident.choose(nth=nth)
        count = len(kept)
        await resident.look("/book/check")
        assert escape(memo) in resident.page
        await resident.send("/book/check")
        assert escape(memo) in resident.page
        assert (len(kept) > count) == (nth == 0)


async def test_readings_of_own_texts_become_markup(resident, holder):
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja", memo="")
    await resident.choose()
    await resident.look("/book/check?lang=ja-easy")
    moment = re.search(r'<time datetime="[0-9T:+-]+">(.*?)</time>', resident.page)
    assert moment
    assert "<ruby>午前<rp>(</rp><rt>ごぜん</rt>" in moment[1]
