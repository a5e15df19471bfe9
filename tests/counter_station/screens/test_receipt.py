"""控え: what was registered, how the card comes, where to ask; in the resident's language."""

import re

import pytest

from counter_station.screens.receipt import receipt_of
from counter_station.texts import SOURCE
from counter_station.texts.residents import LANGUAGES
from counter_station.visit.state import Visit
from tests.counter_station.screens.people_at_counter import shown, whole_visit
from tests.counter_station.screens.station_inside import StationInside

SITE = "https://yoyaku.example.lg.jp"
EDGE = re.compile(r"\b7H2K|[0-9a-f]{8}-")


@pytest.fixture
def inside(tmp_path):
    inside = StationInside(tmp_path, booking_public_url=f"{SITE}/", office_phone="03-0000-1234")
    yield inside.station
    inside.station.desk.journal.close()


def test_the_code_leads_to_the_status_page_and_names_nobody(inside):
    receipt = receipt_of(inside, Visit(reference="7H2K-9QXM"), "zh-Hans")
    assert receipt.address == f"{SITE}/mine?lang=zh-Hans"
    assert not EDGE.search(receipt.address)
    assert receipt.code.startswith("<svg")


def test_without_a_site_there_is_no_code(tmp_path):
    inside = StationInside(tmp_path)
    assert not receipt_of(inside.station, Visit(), SOURCE).code
    inside.station.desk.journal.close()


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
