"""The identity step as its forms are sent: doubts, extra documents, chips, what is recorded."""

from datetime import date

import pytest

from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData, Holder
from issuance.identity.chip import Attribute, Opened
from issuance.identity.doubts import DoubtReason, TurnedAwayReason
from issuance.pins.kinds import PinKind
from tests.counter_station.office_people import NAMES
from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import shown
from tests.counter_station.screens.station_process import STAFF_PIN

DOCUMENT_PIN, CODE = "7194", "2285"
ADDRESS = "江戸川区架空町1丁目2番3号"


@pytest.fixture(scope="module", autouse=True)
def supervisor(real_office):
    """The office knows S01, who signs at the station."""
    real_office.run(real_office.add_supervisor("S01", "not used here"))


@pytest.fixture
def old_card(house):
    """Lay somebody's old card on the reader; it is taken away afterwards."""
    _, station = house
    place = station.folder / "card.json"

    def lay(address):
        holder = Holder(
            name=NAMES[0],
            address=address,
            birth_date="19850408",
            sex="1",
            era_birth_date="600408",
            security_code=CODE,
        )
        data = CardData(
            serial="000000000000123",
            municipality="13123",
            expires_on=date(2031, 4, 8),
            holder=holder,
            pins={PinKind.CARD_INFO_INPUT: DOCUMENT_PIN},
        )
        return KeptCard.create(place, data)

    yield lay
    place.unlink(missing_ok=True)


def sign(clerk, visit_id, what, password=STAFF_PIN, staff_id="S01", **fields):
    return clerk.of_visit(
        visit_id,
        f"identity/{what}",
        case_id=clerk.case_id,
        staff_id=staff_id,
        password=password,
        **fields,
    )


def test_a_doubt_is_decided_by_a_supervisor_who_signs(office, clerk, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", act="look")
    clerk.of_visit(adult, "identity/doubt", case_id=clerk.case_id, reason="photo-differs")
    assert "責任者が決めるまで確定できません" in clerk.identify(adult, "drivers-licence").text
    for refused in (
        sign(clerk, adult, "decide", decision="accept", password="000000"),
        sign(clerk, adult, "decide", decision="accept", staff_id="K02"),
        sign(clerk, adult, "decide", decision="accept", staff_id="K01"),
    ):
        assert "責任者として確認できません" in refused.text
        assert STAFF_PIN not in shown(refused.text)
    sign(clerk, adult, "decide", decision="not-the-holder")
    assert office.kinds()[-2:] == ["identity-doubted", "identity-refused"]
    assert office.heard[-2]["reason"] == DoubtReason.PHOTO_DIFFERS
    told = office.heard[-1]
    assert (told["reason"], told["decided_by"]) == (TurnedAwayReason.NOT_THE_HOLDER, "S01")
    clerk.of_visit(adult, "finish")
    assert office.kinds()[-1] == "finished"


def test_one_more_document_is_asked_for_with_a_reason_and_a_signature(office, clerk, adult):
    clerk.of_visit(adult, "call")
    assert "理由か判断を選んでください" in sign(clerk, adult, "extra").text
    sign(clerk, adult, "extra", reason="photo-unclear")
    assert "まだ足りません" in clerk.identify(adult, "drivers-licence").text
    clerk.identify(adult, "drivers-licence", "pension-book")
    assert office.kinds()[-2:] == ["extra-document-asked", "identity-verified"]
    assert "事務所が「" not in clerk.look("/").text


def test_a_document_out_of_date_proves_nothing(office, clerk, adult):
    clerk.of_visit(adult, "call")
    expired = {"void": "applicant:drivers-licence"}
    assert "まだ足りません" in clerk.identify(adult, "drivers-licence", **expired).text
    clerk.identify(adult, "drivers-licence", "passport", **expired)
    kept = {each["kind"]: each["validity"] for each in office.heard[-1]["documents"]}
    assert kept == {"drivers-licence": "expired", "passport": "valid"}


def test_the_old_cards_pin_makes_it_enough_and_only_outcomes_are_told(
    office, clerk, resident, adult, old_card
):
    clerk.of_visit(adult, "call")
    old_card(f"東京都{ADDRESS}")
    until(lambda: "本人の暗証番号で読む" in clerk.look("/").text)
    clerk.of_visit(adult, "chip/pin", case_id=clerk.case_id)
    until(lambda: 'name="typed"' in resident.look("/resident").text)
    resident.send("/resident/document", typed=DOCUMENT_PIN)
    until(lambda: "○ 同じ" in clerk.look("/").text)
    assert 'value="applicant:my-number-card" checked' in clerk.page.text
    assert "この書類で郵送もできます" in clerk.page.text
    clerk.identify(adult, "my-number-card")
    told = office.heard[-1]
    assert (told["kind"], told["rule"], told["method"]) == (
        "identity-verified",
        "SELF_N/A1",
        "chip",
    )
    [document] = told["documents"]
    assert document["chip"]["opened"] == Opened.PIN
    assert set(document["chip"]["matched"]) == {Attribute.NAME, Attribute.BIRTH, Attribute.ADDRESS}
    assert 'class="compared"' not in clerk.look("/").text
    for page in (*clerk.answers, *resident.answers):
        assert DOCUMENT_PIN not in shown(page[2])


def test_another_address_keeps_the_card_at_the_counter(office, clerk, adult, old_card):
    clerk.of_visit(adult, "call")
    old_card("大阪府架空市見本町9番9号")
    until(lambda: "セキュリティコード" in clerk.look("/").text)
    clerk.of_visit(adult, "chip/printed", case_id=clerk.case_id, printed=CODE)
    until(lambda: "◆ 違う" in clerk.look("/").text)
    assert "大阪府架空市見本町9番9号" in clerk.page.text
    assert "窓口交付になります" in clerk.page.text
    clerk.identify(adult, "my-number-card", "passport")
    assert office.heard[-1]["documents"][-1]["chip"]["differing"] == (Attribute.ADDRESS,)
    clerk.of_visit(adult, "pinless", case_id=clerk.case_id)
    assert "どちらかが直るまで郵送できません" in clerk.look("/").text
    assert "大阪府" not in clerk.page.text
    assert "大阪府" not in str(office.heard)


def test_the_case_fills_the_sheet_and_differences_are_named_as_kinds(
    office, clerk, adult, old_card
):
    clerk.of_visit(adult, "call")
    assert clerk.look(f"/visits/{adult}/sheet").status_code == 404
    old_card("大阪府架空市見本町9番9号")
    until(lambda: "セキュリティコード" in clerk.look("/").text)
    clerk.of_visit(adult, "chip/printed", case_id=clerk.case_id, printed=CODE)
    until(lambda: "◆ 違う" in clerk.look("/").text)
    clerk.identify(adult, "my-number-card", "passport")
    sheet = clerk.look(f"/visits/{adult}/sheet").text
    assert NAMES[0] in sheet
    assert ADDRESS in sheet
    assert "記録との違い" in sheet
    assert sheet.count("住所</td>") == 1
    assert "大阪府" not in sheet
    assert office.kinds()[-1] == "identity-verified"
    clerk.look("/")
    clerk.send("/sign-out")
    assert NAMES[0] not in clerk.look(f"/visits/{adult}/sheet").text


def test_an_agents_reason_is_chosen_judged_and_told(office, clerk, adult):
    clerk.of_visit(adult, "call")
    agent = {
        "case_id": clerk.case_id,
        "situation": "AGENT_ANY",
        "document": [
            *("applicant:passport", "applicant:mother-child-book"),
            *("applicant:issuance-notice", "applicant:power-of-attorney"),
            *("representative:passport", "representative:drivers-licence"),
        ],
    }
    page = clerk.of_visit(adult, "identity", act="look", **agent).text
    assert "理由を選ぶ（証明だけでは足りません）" in page
    page = clerk.of_visit(adult, "identity", **agent, absence="busy").text
    assert "この理由は認められません" in page
    assert '<option value="busy" selected>' in page
    clerk.of_visit(adult, "identity", **agent, absence="pregnancy")
    assert (office.kinds()[-1], office.heard[-1]["absence"]) == ("identity-verified", "pregnancy")
    clerk.of_visit(adult, "identity", **agent, absence="<no reason>")
