"""Furigana: made of catalogue texts only, never of what somebody typed."""

from datetime import UTC, date, datetime

import pytest

from booking_web.texts import ALL, LANGUAGES, language_asked
from booking_web.texts.marks import coded, marked_up, plain
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder

RUBY = "<ruby>番号<rp>(</rp><rt>ばんごう</rt><rp>)</rp></ruby>"


def test_a_reading_becomes_ruby():
    assert marked_up(f"<p>{coded('番号《ばんごう》を')}</p>") == f"<p>{RUBY}を</p>"


def test_a_bar_says_where_the_word_begins():
    assert marked_up(coded("｜8日《ようか》")).startswith("<ruby>8日<rp>")


def test_attributes_titles_and_options_stay_plain():
    word = coded("番号《ばんごう》")
    for page in (
        '<img alt="{}">',
        "<title>{}</title>",
        '<option value="1">{}</option>',
        '<textarea name="memo">{}</textarea>',
    ):
        assert marked_up(page.format(word)) == page.format("番号")


def test_a_japanese_word_in_another_language_is_marked():
    assert marked_up(coded("notice (⟦交付通知書⟧)")) == (
        'notice (<span lang="ja">交付通知書</span>)'
    )
    assert plain(coded("⟦令和⟧ 番号《ばんごう》")) == "令和 番号"


def test_days_and_times_are_read():
    words, at = ALL["ja-easy"], datetime(2026, 12, 8, 0, 10, tzinfo=UTC)
    assert plain(words.full_day(date(2026, 12, 8))) == "2026年 12月 8日（火）"
    assert coded("｜8日《ようか》") in words.day(date(2026, 12, 8))
    assert coded("30日《にち》（水《すい》）") in words.day(date(2026, 12, 30))
    assert words.time(at) == coded("午前《ごぜん》9:10")


@pytest.mark.parametrize(
    ("code", "day", "time"),
    [
        ("ja", "2026年12月1日（火）", "午後1:10"),
        ("en", "Tuesday, 1 December 2026", "1:10 PM"),
        ("zh-Hans", "2026年12月1日（星期二）", "下午1:10"),
        ("ko", "2026년 12월 1일 (화)", "오후 1:10"),
        ("vi", "Thứ Ba, ngày 1 tháng 12 năm 2026", "13:10"),
        ("hi", "मंगलवार, 1 दिसंबर 2026", "दोपहर 1:10"),
        ("ne", "2026 डिसेम्बर 1, मङ्गलबार", "अपरान्ह 1:10"),
    ],
)
def test_each_language_writes_days_and_times_its_own_way(code: str, day: str, time: str):
    at = datetime(2026, 12, 1, 4, 10, tzinfo=UTC)
    assert (ALL[code].day_of(at), ALL[code].time(at).replace("\u202f", " ")) == (day, time)


def test_a_code_is_understood_as_gettext_writes_it():
    assert language_asked("zh_Hans") == language_asked("zh-hans") == "zh-Hans"
    assert language_asked("ja_easy") == "ja-easy"
    assert [language_asked(each) for each in ("", None, "xx", "ja\ue000")] == [None] * 4


async def test_a_typed_mark_stays_what_it_is(resident: Resident, holder: Holder):
    await resident.look("/?lang=ja-easy")
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja-easy", memo="耳《みみ》 \ue000<b>\ue001x\ue002")
    await resident.choose()
    await resident.look("/book/check")
    assert "耳《みみ》 &lt;b&gt;x" in resident.page
    assert "<ruby>時間" in resident.page
    assert "<dd>やさしい日本語</dd>" in resident.page


@pytest.mark.parametrize("code", LANGUAGES)
async def test_the_calendar_file_is_in_the_language(resident: Resident, holder: Holder, code: str):
    await resident.look(f"/?lang={code}")
    await resident.book(holder)
    file = await resident.client.get("/book/appointment.ics")
    unfolded = file.text.replace("\r\n ", "")
    assert plain(ALL[code]("マイナンバーカードの受け取り")) in unfolded
    assert not any("\ue000" <= sign <= "\ue004" or sign in "《》" for sign in unfolded)
