"""One visit through the two screens, as their forms are sent, without any script."""

from base64 import b64decode
from uuid import UUID

from issuance.pins.kinds import PinKind
from issuance.pins.sealing import EnvelopeContext, open_sealed
from tests.counter_station.screens.people_at_counter import WHOLE_VISIT, whole_visit


def test_a_visit_reaches_the_office_step_by_step(office, clerk, resident, adult):
    whole_visit(clerk, resident, adult)
    assert office.kinds() == WHOLE_VISIT
    assert {each["staff"] for each in office.heard} == {"K01"}
    assert office.parties[adult].stage == "finished"
    assert "未送信 0件" in clerk.look("/").text


def test_the_sealed_pins_open_only_in_the_back_office(office, clerk, resident, adult):
    whole_visit(clerk, resident, adult, pin="8306", password="kaede8306x")
    sealed = office.heard[3]
    context = EnvelopeContext(
        tenant="131237",
        case_id=UUID(sealed["case_id"]),
        envelope_id=UUID(sealed["envelope_id"]),
    )
    with open_sealed(b64decode(sealed["blob"]), context=context, key=office.key) as values:
        assert values.kinds == set(PinKind)
        assert values[PinKind.AUTHENTICATION] == b"8306"
        assert values[PinKind.SIGNATURE] == b"KAEDE8306X"


def test_documents_that_fall_short_say_what_is_missing_and_record_nothing(office, clerk, adult):
    clerk.of_visit(adult, "call")
    answer = clerk.identify(adult, "eligibility-certificate")
    assert answer.status_code == 422
    assert "まだ足りません" in answer.text
    assert "あと A書類1点" in answer.text
    assert 'value="applicant:eligibility-certificate" checked' in answer.text
    assert office.kinds() == ["arrived", "called"]


def test_a_person_turned_away_ends_the_visit_of_one(office, clerk, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "eligibility-certificate", act="turn-away")
    clerk.of_visit(adult, "finish")
    assert office.kinds() == ["arrived", "called", "documents-insufficient", "finished"]
    assert list(office.heard[2]["missing"]) == ["applicant:A1", "applicant:B1"]


def test_a_family_goes_step_by_step_and_person_by_person(office, clerk, resident, family):
    clerk.of_visit(family, "call")
    for _ in range(3):
        clerk.identify(family, "drivers-licence", "passport")
        clerk.of_visit(family, "pins", case_id=clerk.case_id)
        resident.begin()
        resident.type("8306")
        resident.type("KAEDE8306X")
        clerk.let_travel(family)
    clerk.of_visit(family, "finish")
    person = ["identity-verified", "pins-sealed", "delivery-chosen"]
    assert office.kinds() == ["called", *person * 3, "finished"] or office.kinds() == [
        "arrived",
        "called",
        *person * 3,
        "finished",
    ]
    assert len({each.get("case_id") for each in office.heard if "case_id" in each}) == 3


def test_a_card_without_pins_needs_no_resident_screen(office, clerk, adult):
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "passport")
    clerk.of_visit(adult, "pinless", case_id=clerk.case_id)
    clerk.let_travel(adult)
    clerk.of_visit(adult, "finish")
    assert "pinless-chosen" in office.kinds()


def test_one_party_at_a_time(office, clerk, adult, family):
    clerk.of_visit(adult, "call")
    answer = clerk.of_visit(family, "call")
    assert answer.status_code == 422
    assert "対応中の方がいます" in answer.text
    clerk.of_visit(adult, "call-off")
    assert clerk.of_visit(family, "call").status_code == 200
    assert office.kinds()[-1] == "called"


def test_a_party_called_elsewhere_is_let_go_and_the_clerk_is_told(office, clerk, adult):
    office.call_at(adult, "B2")
    clerk.of_visit(adult, "call")
    page = clerk.look("/").text
    assert "別の窓口が先に呼び出しています" in page
    assert "本人確認を確定" not in page
    office.call_off_at(adult, "B2")
    assert clerk.of_visit(adult, "call").status_code == 200
    assert "本人確認を確定" in clerk.look("/").text


def test_a_refused_step_stays_on_the_screen_until_seen(office, clerk, adult):
    clerk.of_visit(adult, "call")
    office.moved_out(office.parties[adult].case_ids[0])
    clerk.identify(adult, "drivers-licence", "passport")
    page = clerk.look("/").text
    assert "事務所が「本人確認」を受け付けませんでした" in page
    assert "この方は転出しました" in page
    assert "次にすること" in page
    position = page.split('action="/conflicts/')[1].split('"')[0]
    clerk.send(f"/conflicts/{position}")
    assert "受け付けませんでした" not in clerk.look("/").text


def test_a_double_click_adds_nothing(office, clerk, adult):
    clerk.of_visit(adult, "call")
    clerk.of_visit(adult, "call")
    assert office.kinds() == ["arrived", "called"]
