"""A resident through a visit at a real station: screens lost, reasons said, the receipt."""

import pytest

from counter_station.texts.residents import LANGUAGES
from tests.counter_station.screens.people_at_counter import Resident, shown, whole_visit


def test_a_clerk_who_signs_out_wipes_and_the_next_one_begins_again(clerk, resident, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.type("8306")
    clerk.look("/")
    clerk.send("/sign-out")
    assert "しばらくお待ちください" in resident.look("/resident").text
    clerk.sign_in()
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    assert "暗証番号を決めてください" in resident.look("/resident").text


def test_a_closed_screen_is_paired_again_with_a_code_the_clerk_has(station, clerk, resident, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    code = clerk.pairing_code
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.close()
    another = Resident(station.url)
    another.pair(code)
    assert "数字4けたの暗証番号" in another.page.text
    another.close()


@pytest.mark.parametrize(("language", "word"), [("ja", "転送届"), ("en", "Not confirmed yet")])
def test_why_a_card_is_not_posted_is_said(clerk, resident, adult, language, word):
    clerk.look(f"/?lang={language}")
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(adult, "pinless", case_id=clerk.case_id)
    answer = clerk.let_travel(adult, declared=["no-change-expected"])
    assert answer.status_code == 422
    assert word in answer.text
    clerk.look("/?lang=ja")


@pytest.fixture
def finished(clerk, resident, adult):
    """One adult is through; the last page is the clerk's."""
    whole_visit(clerk, resident, adult)
    return adult


def test_the_clerk_prints_it_in_every_language(clerk, finished):
    pages = {
        code: clerk.look(f"/visits/{finished}/receipt?lang={code}&paper=roll") for code in LANGUAGES
    }
    assert {page.status_code for page in pages.values()} == {200}
    assert len({shown(page.text) for page in pages.values()}) == len(LANGUAGES)
    assert "簡易書留の郵便でとどきます" in pages["ja"].text
    assert "रजिस्टर्ड हुलाक" in pages["ne"].text
    assert "試験" not in pages["ja"].text


def test_it_is_for_the_clerk_and_for_visits_that_are_settled(clerk, resident, adult, family):
    assert clerk.look(f"/visits/{adult}/receipt").status_code == 404
    clerk.of_visit(family, "call")
    assert clerk.look(f"/visits/{family}/receipt").status_code == 404
    assert "サインイン" in resident.look(f"/visits/{family}/receipt").text


def test_the_resident_sees_it_until_the_visit_is_finished(clerk, resident, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.type("8306")
    assert "暗証番号の入力が終わりました" in resident.type("KAEDE8306X").text
    clerk.let_travel(adult, mode="addressee-only-mail")
    assert "本人限定受取の郵便" in resident.look("/resident").text
    clerk.of_visit(adult, "finish")
    assert "しばらくお待ちください" in resident.look("/resident").text
