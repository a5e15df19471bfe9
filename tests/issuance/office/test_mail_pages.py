"""Envelopes on the office's pages: what stops them, what the post reports, how cards end."""

from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest

from issuance.cases.state import Stage
from issuance.shipments.mail import BarReason, LossDuty
from tests.issuance.office.house import (
    PASSWORD,
    STATION_TOKEN,
    certificates_of,
    token_in,
    tracking_of,
)
from tests.support import printed

SECOND = {"second_password": PASSWORD}
HEAD = "引受番号,状態,日付,保管期限,返戻理由\r\n"


@pytest.fixture
async def boss(hands):
    await hands.sign_in("K05")
    return hands


async def upload(hands, content):
    page = await hands.see("/post-status")
    fields = {"_csrf_token": token_in(page), "key": str(uuid4())}
    return await hands.client.post(
        "/post-status/look",
        data=fields,
        files={"file": ("post.csv", content, "text/csv")},
        follow_redirects=False,
    )


async def test_what_stands_against_posting_stops_the_envelope(boss, ward):
    """A move, a suspension, forwarding and a death: each is seen, and none of them leaves."""
    people = [ward.grown_up(n) for n in range(4)]
    for n, person in enumerate(people):
        await ward.sealed(person, n)
    moved, suspended, forwarded, dead = people
    await ward.issuance.endings.moved(ward.order(), moved.case_id, "1320001", "新しい町1-2-3")
    await ward.refreshed()
    for person, bar in ((suspended, "suspended"), (forwarded, "forwarding")):
        page = f"/cases/{person.case_id}"
        assert "郵送を止めました" in await boss.send(page, f"{page}/bar", bar=bar)
    page = f"/cases/{dead.case_id}"
    assert "死亡を記録しました" in await boss.send(page, f"{page}/died")
    tray = await boss.see("/posting")
    stopped = tray.split("<caption>出してはいけない封筒")[1].split("</table>")[0]
    for person, why in zip(people, ("転居", "一時停止", "転送届", "失効"), strict=True):
        assert person.card_serial in stopped
        assert why in stopped
    asked = {"case": [str(moved.case_id)], "number": "1", "counted": "1"}
    assert "転居したため郵送できません" in await boss.send("/posting", "/posting/hand", **asked)
    seal = await boss.see(f"/sealing/{moved.case_id}")
    assert "この封筒は郵送できません" in seal
    page = f"/cases/{moved.case_id}"
    await boss.send(page, f"{page}/stop", reason="転居")
    assert f"/cases/{moved.case_id}#hand-over" in await boss.see(f"/sealing/{moved.case_id}")
    given = {"card_serial_read": moved.card_serial, "rule": "SELF_N/A1"}
    assert "窓口で渡した" in await boss.send(page, f"{page}/hand-over", **given)
    page = f"/cases/{forwarded.case_id}"
    said = await boss.send(page, f"{page}/allow", bar=BarReason.FORWARDING.value)
    assert "また郵送できます" in said
    assert forwarded.card_serial not in (await boss.see("/posting")).split("<h2>今日の差出票")[0]


async def test_the_chip_on_the_reader_is_compared(boss, ward):
    person, other = ward.grown_up(), ward.grown_up(1)
    await ward.pins_set(person)
    await ward.pins_set(other)
    await ward.refreshed()
    on_card = certificates_of(await ward.state(person.case_id))
    read = {
        "card_serial": person.card_serial,
        "signature_certificate": not on_card.signature,
        "authentication_certificate": on_card.authentication,
    }
    headers = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "seal-1"}
    page, closing = f"/sealing/{person.case_id}", {"tracking_number": tracking_of(0)}
    closing |= {"second_id": "K07", "by_chip": "1", **SECOND}
    assert "読み取りが古く" in await boss.send(page, f"{page}/close", **closing)
    for wrong in ({"card_serial": "x"}, {"card_serial": "1" * 14}, {}):
        answer = await boss.client.post(
            "/api/sealing-desk/card", json=(read | wrong) if wrong else {}, headers=headers
        )
        assert answer.status_code == 400
    await boss.client.post("/api/sealing-desk/card", json=read, headers=headers)
    assert (
        person.card_serial
        in (await boss.see("/sealing")).split("にあるカード")[1].split("</form>")[0]
    )
    assert "電子証明書が申請と違います" in await boss.send(page, f"{page}/close", **closing)
    right = read | {"signature_certificate": on_card.signature}
    await boss.client.post("/api/sealing-desk/card", json=right, headers=headers)
    assert "封入しました" in await boss.send(page, f"{page}/close", **closing)
    shipment = (await ward.state(person.case_id)).shipment
    assert shipment is not None
    assert shipment.read_by_chip
    page = f"/sealing/{other.case_id}"
    on_other = certificates_of(await ward.state(other.case_id))
    typed = {"card_serial_read": other.card_serial, "second_id": "K07", **SECOND}
    typed |= {"signature": "1"} if on_other.signature else {}
    typed |= {"authentication": "1"} if on_other.authentication else {}
    taken = typed | {"tracking_number": tracking_of(0)}
    assert "最近ほかの封筒に使っています" in await boss.send(page, f"{page}/close", **taken)
    odd = typed | {"tracking_number": "12345678903"}
    assert "番号の先頭が郵便の種類と合いません" in await boss.send(page, f"{page}/close", **odd)


async def test_the_posts_file_is_looked_at_before_anything_changes(boss, ward):
    people = [ward.grown_up(n) for n in range(3)]
    for n, person in enumerate(people):
        await ward.posted(person, n)
    await ward.refreshed()
    held, back, gone = (tracking_of(n) for n in range(3))
    rows = (
        f"{held},保管,2026/11/24,2026/12/01,\r\n{back},返送,2026-11-24,,あて所に尋ねあたりません\r\n"
        f"{gone},亡失,2026-11-24,,\r\n{tracking_of(50)},配達,2026-11-24,,\r\n"
        f"{held},配達,2026-11-20,,\r\n"
    )
    assert (await upload(boss, b"")).status_code == 303
    bad = await upload(boss, (HEAD + "123,引受,いつか,,\r\n").encode())
    assert bad.status_code == 422
    assert "11けたでも12けたでもありません" in bad.text
    looked = await upload(boss, (HEAD + rows).encode("cp932"))
    page = looked.headers["location"]
    plan = await boss.see(page)
    assert "まだ何も変えていません" in plan
    assert "この番号の封筒はありません" in plan
    assert "差出しより前の日付です" in plan
    for person in people:
        assert (await ward.state(person.case_id)).stage is Stage.POSTED
    assert "3件を取り込みました" in await boss.send(page, f"{page}/apply")
    states = [await ward.state(person.case_id) for person in people]
    assert str(states[0].held_until) == "2026-12-01"
    assert (states[1].stage, states[1].coming_back is not None) == (Stage.POSTED, True)
    assert states[2].stage is Stage.LOST
    again = await upload(boss, (HEAD + rows).encode("cp932"))
    assert again.headers["location"] == page
    assert f'action="{page}/apply"' not in await boss.see(page)
    assert "郵便事故の手当て" in await boss.see("/")
    owed = await boss.see("/returns")
    assert "カードの一時停止" in owed
    for duty in LossDuty:
        await boss.send("/returns", f"/returns/duties/{people[2].case_id}", duty=duty.value)
    assert "郵便事故の手当て" not in await boss.see("/")
    said = await boss.send(
        "/returns", "/returns/returned", tracking_number=back, reason="addressee-unknown"
    )
    assert "返戻を記録しました" in said


async def test_a_card_is_proposed_approved_put_off_and_destroyed_by_two(boss, ward, clock):
    people = [ward.grown_up(n) for n in range(2)]
    for n, person in enumerate(people):
        await ward.posted(person, n)
        await ward.refreshed()
        back = {"tracking_number": tracking_of(n), "reason": "moved"}
        assert "返戻を記録しました" in await boss.send("/returns", "/returns/returned", **back)
    ids = [str(person.case_id) for person in people]
    clock.now += timedelta(days=181)
    await boss.sign_in("K05")
    assert people[0].card_serial not in (await boss.see("/destruction")).split("<h2>2.")[0]
    clock.now += timedelta(days=1)
    await boss.sign_in("K07")
    assert "2件を廃棄の対象にしました" in await boss.send(
        "/destruction", "/destruction/propose", case=ids
    )
    await boss.sign_in("K05")
    assert "2件の廃棄を承認しました" in await boss.send(
        "/destruction", "/destruction/approve", case=ids
    )
    page = f"/cases/{ids[1]}"
    put_off = {"deferral": "hospital", "until": "2027-08-31", "place": "A-09"}
    assert "廃棄を延期しました" in await boss.send(page, f"{page}/defer", **put_off)
    assert (await ward.state(UUID(ids[1]))).stage is Stage.RETURNED
    list_id = str(uuid4())
    signing = {"list_id": list_id, "second_id": "K07", "case": ids[:1], **SECOND}
    wrong = signing | {"scanned": people[1].card_serial}
    said = unescape(await boss.send("/destruction", "/destruction/sign", **wrong))
    assert f"足りない: {people[0].card_serial}。余分: {people[1].card_serial}" in said
    right = signing | {"scanned": f"{people[0].card_serial}\r\n"}
    said = await boss.send("/destruction", "/destruction/sign", **right)
    assert "廃棄簿を記録しました" in said
    assert people[0].card_serial in said
    assert (await ward.state(UUID(ids[0]))).stage is Stage.DESTROYED
    paper = await boss.client.get(f"/destruction/lists/{list_id}/list.pdf")
    filed = printed.words(paper.content)
    for words in ("廃棄簿", people[0].card_serial, "K05", "K07"):
        assert words in filed
    assert people[1].card_serial not in filed
