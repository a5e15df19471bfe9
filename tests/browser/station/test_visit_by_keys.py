"""The whole visit with two keyboards and no mouse, on screens where nothing scrolls."""

import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import WHOLE_VISIT

FITS = """() => {
  const root = document.documentElement;
  const inner = [...document.querySelectorAll(".work, .step, .step > form")];
  return root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth
    && inner.every((each) => each.scrollHeight <= each.clientHeight + 1);
}"""


@pytest.fixture
def check(check_axe):
    """A clerk's page that breaks no rule, fits, and has a picture."""

    def look(clerk, name):
        clerk.page.wait_for_timeout(300)
        clerk.shot(name)
        assert clerk.page.evaluate(FITS), name
        check_axe(clerk.page)

    return look


def test_a_visit_by_keys_alone(office, clerk, resident, check, check_axe):
    check(clerk, "01-idle")
    clerk.press("F2")
    identify(clerk, check)
    clerk.press("Enter")
    clerk.sees("説明を読んでいます")
    begin_with_mistakes(resident, check_axe)
    clerk.sees("入力中")
    check(clerk, "06-progress")
    resident.type("kaede8306x", "kaede8306x")
    resident.sees("暗証番号の入力が終わりました")
    check_axe(resident.page)
    resident.shot("24-thanks")
    let_travel(clerk, check)
    clerk.press("Enter")
    clerk.sees("この方を呼び出す")
    assert office.kinds() == WHOLE_VISIT
    assert clerk.errors == []
    assert resident.errors == []


def identify(clerk, check):
    """Too little first, then enough."""
    clerk.sees("A書類")
    check(clerk, "02-identity")
    clerk.press("q")
    clerk.sees("まだ足りません")
    clerk.press("Enter")
    clerk.sees("書類が足りません")
    check(clerk, "03-short")
    clerk.press("2")
    clerk.sees("この書類で郵送もできます")
    check(clerk, "04-enough")
    clerk.press("Enter")
    clerk.sees("住民用の画面で入力をはじめる")
    check(clerk, "05-pins")


def begin_with_mistakes(resident, check_axe):
    """Two that differ, one that is weak, then a good one for all three."""

    def at(words, name):
        resident.sees(words)
        check_axe(resident.page)
        resident.shot(name)

    at("暗証番号を決めてください", "20-rules")
    resident.press("Enter")
    at("数字4けたの暗証番号", "21-typing")
    resident.type("8306", "8307")
    at("2回の入力が同じではありません", "22-differ")
    resident.type("1234", "1234")
    at("それでも使う", "23-weak")
    resident.press("Enter")
    at("数字4けたの暗証番号", "21-typing")
    resident.type("8306", "8306")
    at("署名用パスワード", "25-password")


def let_travel(clerk, check):
    clerk.sees("郵送のための確認")
    clerk.press("Enter")
    clerk.sees("この条件では郵送できません")
    check(clerk, "07-not-yet")
    clerk.press("2", "3", "4", "5", "6", "Enter")
    clerk.sees("全員の手続きが終わりました")
    check(clerk, "08-done")


def test_a_family_with_a_representative_fits_too(clerk, office, family, check, card):
    clerk.page.goto(f"{clerk.page.url}?visit={family}")
    clerk.press("F2")
    clerk.sees("1. 試験 太郎")
    clerk.page.get_by_text("本人＋後見人など").click()
    clerk.press("1", "2", "q", "Shift+2", "v")
    clerk.sees("セキュリティコード")
    clerk.page.wait_for_timeout(600)
    check(clerk, "09-family")
    until(lambda: office.kinds()[-1:] == ["called"])


def test_the_line_by_keys_alone(clerk, office, adult, family, check):
    """Hold, come back, call again, ask for a consultant, go wrong and take it back."""
    clerk.press("ArrowDown", "Enter")
    clerk.sees("選んだ方")
    clerk.press("z")
    clerk.sees("優先 車いす")
    check(clerk, "40-chosen")
    clerk.press("Escape")
    clerk.sees("次の方")
    clerk.press("F2")
    clerk.sees("A書類")
    clerk.press("F1")
    clerk.sees("本人確認の書類を拝見します")
    clerk.shot("41-script")
    clerk.press("F1", "F4")
    clerk.sees("もう一度呼ぶ（1）")
    clerk.press("F3")
    clerk.sees("相談員を呼びました")
    clerk.press("F6")
    clerk.sees("列の順番はそのままです")
    check(clerk, "42-other")
    clerk.press("5")
    clerk.sees("この方を呼び出す")  # the word for holding stands on the page before, too
    clerk.press("F2")
    clerk.sees("A書類")
    clerk.press("F10")
    clerk.sees("この方を呼び出す")
    check(clerk, "43-idle-again")
    until(lambda: office.parties[adult].stage == "held" or office.parties[family].stage == "held")
    assert clerk.errors == []


def test_the_living_parts_follow_without_a_reload(office, clerk, card):
    clerk.sees(card.serial)
    office.fail = True
    clerk.sees("手続きは続けられます")
    clerk.shot("10-away")
    office.fail = False
    clerk.sees("事務所とつながっています")
    assert clerk.errors == []


def test_everything_is_done_without_the_script(open_screen, station, office, adult, family):
    clerk = open_screen(station.url, 1280, 800, java_script_enabled=False)
    clerk.type("K01", "481516")
    clerk.sees("今日の予約")
    # The page refreshes itself while nothing is being filled in.
    clerk.sees(office.parties[family].reference)
    clerk.page.get_by_role("button", name="この方を呼び出す").press("Enter")
    clerk.sees("A書類")
    for kind in ("drivers-licence", "passport"):
        clerk.page.locator(f'input[name="document"][value="applicant:{kind}"]').press("Space")
    clerk.press("Enter")
    clerk.sees("住民用の画面で入力をはじめる")
    clerk.page.get_by_role("button", name="顔認証カードにする").press("Enter")
    clerk.sees("郵送のための確認")
    clerk.page.locator('input[value="counter"]').press("Space")
    clerk.press("Enter")
    clerk.sees("全員の手続きが終わりました")
    clerk.page.get_by_role("button", name="この来庁を完了する").press("Enter")
    clerk.sees("この方を呼び出す")
    assert office.parties[adult].stage == "finished"


@pytest.mark.parametrize(
    ("width", "height", "language"),
    [(1024, 768, "ja-easy"), (800, 1280, "ne")],
)
def test_the_resident_screen_fits_every_tablet(  # noqa: PLR0917 - a screen has two sides
    open_screen, station, clerk, pairing_code, check_axe, width, height, language
):
    resident = open_screen(f"{station.url}/resident?lang={language}", width, height)
    resident.type(pairing_code)
    resident.page.wait_for_selector(".calm")
    clerk.press("F2")
    clerk.sees("A書類")
    resident.page.locator(f'a[href="/resident?lang={language}"]').click()
    check_axe(resident.page)
    clerk.press("1", "2", "Enter")
    clerk.sees("住民用の画面で入力をはじめる")
    clerk.press("Enter")
    resident.page.wait_for_selector(".rules", timeout=10_000)
    check_axe(resident.page)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert resident.page.evaluate(fits)
    resident.shot(f"30-rules-{language}-{width}")
    resident.press("Enter")
    resident.page.wait_for_selector("#first")
    assert resident.page.evaluate(fits)
    resident.shot(f"31-typing-{language}-{width}")


def test_the_browser_s_profile_holds_nothing_that_was_typed(station, clerk, pairing_code, profile):
    """Typed with big keys and with a keyboard, looked at, sent; then every file is searched."""
    context, folder = profile
    page = context.new_page()
    page.goto(f"{station.url}/resident")
    page.fill("#code", pairing_code)
    page.keyboard.press("Enter")
    page.wait_for_selector(".calm")
    clerk.press("F2")
    clerk.sees("A書類")
    clerk.press("1", "2", "Enter")
    clerk.sees("住民用の画面で入力をはじめる")
    clerk.press("Enter")
    page.wait_for_selector(".rules", timeout=10_000)
    page.keyboard.press("Enter")
    page.wait_for_selector("#first")
    for key in "73917391":
        page.locator(f'.keypad button[aria-label="{key}"]').click()
    page.keyboard.press("Enter")
    page.wait_for_selector(".typing--long")
    page.keyboard.type("zqx7391kv")
    page.keyboard.press("Tab")
    page.keyboard.type("zqx7391kv")
    page.locator("[data-show]").hover()
    page.mouse.down()
    assert page.locator("#first").get_attribute("type") == "text"
    page.mouse.up()
    assert page.locator("#first").get_attribute("type") == "password"
    page.focus("#again")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.go_back()
    assert "zqx7391kv" not in page.content().lower()
    context.close()
    written = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    assert station.url.encode() in written
    for canary in ("zqx7391kv", "ZQX7391KV", "first=7391"):
        assert canary.encode() not in written
        assert canary.encode("utf-16-le") not in written


def test_the_screen_can_be_hidden_and_the_clerk_can_read_english(clerk, check_axe):
    clerk.press("F9")
    clerk.sees("画面を隠しています")
    check_axe(clerk.page)
    clerk.press("Enter")
    clerk.sees("この方を呼び出す")
    clerk.page.goto(f"{clerk.page.url}?lang=en")
    clerk.sees("Call this party")
    clerk.press("F2")
    clerk.sees("A documents")
    clerk.page.wait_for_timeout(500)
    clerk.shot("11-english")
    assert clerk.page.evaluate(FITS)
    check_axe(clerk.page)


def test_somebody_comes_in_anothers_stead(clerk, adult, check):
    clerk.page.reload()
    clerk.press("F2")
    clerk.sees("A書類")
    assert not clerk.page.get_by_label("来られない理由と証明").is_visible()
    clerk.press("m", "2", "3", "z", "Shift+2", "Shift+3")
    clerk.sees("理由を選ぶ（証明だけでは足りません）")
    check(clerk, "07-agent")
    reasons = clerk.page.get_by_label("来られない理由と証明")
    reasons.select_option("busy")
    clerk.sees("この理由は認められません")
    reasons.select_option("pregnancy")
    check(clerk, "08-agent-with-reason")
