"""What to bring: asked one question a page, never a gate, kept in the resident's own browser."""

import re

import httpx
import pytest
from msgspec import Raw
from msgspec.structs import replace

from booking_web.sessions import MOST_CHARACTERS
from booking_web.texts import LANGUAGES
from issuance.identity.documents import DocumentKind
from tests.booking_web.pages.conftest import Clock, Resident
from tests.booking_web.pages.office import Holder, Office

ENOUGH = "この書類で足ります。"
NOT_ENOUGH = "書類が足りません。選んだもののほかに、次のどれかを用意してください。"
BY_POST = "郵便でカードを受け取るのにも、足ります。"


@pytest.fixture
async def asked(resident: Resident, office: Office) -> Resident:
    office.publish_documents()
    await office.send_async(resident.client)
    return resident


async def answer(
    resident: Resident, who: str, *kinds: str, notice: str = "yes", theirs: tuple[str, ...] = ()
) -> None:
    """Answer what is asked, one page after the other."""
    await resident.look("/bring")
    reply = await resident.send("/bring", who=who)
    if reply.url.path == "/bring/notice":
        reply = await resident.send("/bring/notice", notice=notice)
    if reply.url.path == "/bring/documents":
        reply = await resident.send("/bring/documents", kind=list(kinds))
    if reply.url.path == "/bring/representative":
        reply = await resident.send("/bring/representative", kind=list(theirs))
    assert reply.url.path == "/bring/list"


def things(resident: Resident) -> list[str]:
    return re.findall(r'<li class="thing [^"]*"><span>([^<]*)', resident.page)


async def test_one_photo_document_and_the_notice(asked: Resident):
    await answer(asked, "self", "passport", "pension-book", "bank-book")
    assert ENOUGH in asked.page
    assert things(asked) == ["パスポート", "交付通知書"]
    assert BY_POST in asked.page


async def test_what_the_post_needs_besides(asked: Resident):
    await answer(asked, "self", "drivers-licence")
    assert ENOUGH in asked.page
    assert "カードを郵便で受け取るには、さらに次のどれかがいります。" in asked.page
    assert "写真つきの公的な書類: 1" in asked.page


async def test_without_the_notice_one_document_is_not_enough(asked: Resident):
    await answer(asked, "foreign", "residence-card", notice="no")
    assert NOT_ENOUGH in asked.page
    assert things(asked) == []
    await answer(asked, "foreign", "residence-card", "eligibility-certificate", notice="no")
    assert ENOUGH in asked.page
    assert things(asked) == ["在留カード", "資格確認書・健康保険証"]


async def test_a_child_and_its_parent(asked: Resident):
    await answer(asked, "child", "passport", theirs=("drivers-licence",))
    assert things(asked) == [
        "パスポート",
        "運転免許証",
        "交付通知書",
        "戸籍謄本（親などであることが分かる紙）",
    ]
    assert "同じ世帯か、本籍がこの区なら、いりません" in asked.page


async def test_nobody_comes_for_another_without_the_notice(asked: Resident):
    await answer(asked, "proxy", notice="no")
    assert "交付通知書がないときは、本人が来てください" in asked.page


async def test_nothing_ticked_is_advice_not_an_error(asked: Resident):
    await answer(asked, "self")
    assert "次のどれかを用意してください。" in asked.page
    assert NOT_ENOUGH not in asked.page


@pytest.mark.parametrize("code", LANGUAGES)
async def test_in_every_language(asked: Resident, code: str):
    await asked.look(f"/?lang={code}")
    await answer(asked, "parent", "student-card", theirs=("passport",))
    assert 'class="thing' in asked.page


async def test_a_kind_without_a_translation_keeps_its_japanese_name(
    resident: Resident, office: Office
):
    office.publish_documents()
    told = bytes(office.waiting[-1].body).decode()
    new = told.replace('"passport","name_ja":"旅券"', '"moon-pass","name_ja":"月旅券"')
    assert new != told
    office.waiting[-1] = replace(office.waiting[-1], body=Raw(new.encode()))
    await office.send_async(resident.client)
    await resident.look("/?lang=vi")
    await answer(resident, "self", "moon-pass")
    assert '<span lang="ja">月旅券</span>' in resident.page


async def test_the_lists_come_back_on_the_confirmation_and_in_my_booking(
    asked: Resident, holder: Holder
):
    await asked.identify(holder)
    assert 'href="/bring"' in asked.page
    await answer(asked, "self", "passport")
    assert "/book/help" in asked.page
    await asked.look("/book/help")
    await asked.send("/book/help", spoken="ja")
    await asked.choose()
    await asked.send("/book/check")
    assert things(asked) == ["パスポート", "交付通知書"]
    await asked.look("/mine")
    assert things(asked) == ["パスポート", "交付通知書"]


async def test_signing_in_ends_what_somebody_else_may_have_planted(asked: Resident, holder: Holder):
    await answer(asked, "self", "passport")
    await asked.identify(holder)
    await asked.look("/bring/list")
    assert things(asked) == []


async def test_lists_of_an_older_edition_are_not_shown(
    asked: Resident, office: Office, clock: Clock
):
    await answer(asked, "self", "passport")
    office.publish_documents(edition=2)
    await office.send_async(asked.client)
    assert things(asked) == ["パスポート", "交付通知書"]
    clock.advance(minutes=1)
    await asked.look("/bring/list")
    assert things(asked) == []


async def test_six_lists_and_all_else_fit_into_the_cookie(asked: Resident, holder: Holder):
    await asked.identify(holder)
    await asked.look("/book/help")
    await asked.send("/book/help", spoken="ja", memo="漢" * 200)
    every = [each.value for each in DocumentKind]
    for who in ("self", "foreign", "child", "guardian", "proxy", "parent", "infant"):
        await answer(asked, who, *every, theirs=tuple(every))
    assert asked.page.count('class="box sheet"') == 6
    assert len(asked.client.cookies["draft"]) < MOST_CHARACTERS


async def test_without_rules_what_holds_for_everybody(resident: Resident):
    reply = await resident.look("/bring")
    assert reply.url.path == "/bring/list"
    assert "交付通知書（番号が書いてある紙）" in resident.page


@pytest.mark.parametrize("path", ["notice", "documents", "representative"])
async def test_a_page_out_of_turn_leads_to_the_first(asked: Resident, path: str):
    reply = await asked.look(f"/bring/{path}")
    assert reply.url.path == "/bring"


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/bring", {}), ("/bring", {"who": "king"}), ("/bring", {"who": "SELF_N"})],
)
async def test_no_answer_is_said_plainly(asked: Resident, path: str, fields: dict[str, str]):
    await asked.look(path)
    reply: httpx.Response = await asked.send(path, fields)
    assert reply.status_code == 422
    assert "どれか1つを選んでください。" in asked.page
