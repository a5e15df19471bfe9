"""わたしの情報を見た記録: what the resident sees of who looked, in their own language."""

from datetime import timedelta

from tests.booking_web.pages.office import NOW


async def test_who_is_signed_in_sees_who_looked_and_nobody_else(client, resident, office, holder):
    other = await resident.look("/mine/views")
    assert "わたしの情報を見た記録" not in other.text
    await resident.identify(holder, "/mine/in")
    assert "/mine/views" in (await resident.look("/mine")).text
    assert "見た職員はいません" in (await resident.look("/mine/views")).text
    seen = {"role": "supervisor", "section": "back-office", "purpose": "returned-mail"}
    office.says("person.viewed", holder.notice_id, at=NOW - timedelta(days=3), **seen)
    await office.send_async(client)
    page = (await resident.look("/mine/views")).text
    assert "2026年11月19日" in page
    assert "カードの事務室 — 責任者" in page
    assert "Card office — supervisor" in (await resident.look("/mine/views?lang=en")).text
