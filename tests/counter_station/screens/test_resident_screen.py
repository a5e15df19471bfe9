"""The resident's screen: paired first, asks twice, warns, shows nothing, forgets."""

import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import Resident, shown


@pytest.fixture
def typing(clerk, resident, adult):
    """The adult has proved who they are, and the screen is theirs."""
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    return resident


def test_a_screen_without_the_code_sees_nothing_and_types_nothing(station, typing, clerk):
    stranger = Resident(station.url)
    assert "コード" in stranger.look("/resident").text
    stranger.send("/resident/begin", numbers="one")
    assert "説明を読んでいます" in clerk.look("/").text
    assert stranger.pair("000000").status_code == 422
    stranger.close()


def test_a_code_serves_once(station, clerk):
    code = clerk.pairing_code
    first, second = Resident(station.url), Resident(station.url)
    first.pair(code)
    assert "しばらくお待ちください" in first.page.text or "終わりました" in first.page.text
    assert second.pair(code).status_code == 422
    first.close()
    second.close()


def test_the_rules_come_first_and_the_clerk_sees_only_progress(typing, clerk):
    assert "暗証番号を決めてください" in typing.look("/resident").text
    typing.begin()
    typing.type("8306")
    page = clerk.look("/").text
    assert "入力中" in page
    assert "完了" in page
    assert "8306" not in shown(page)


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [
        ("8306", "8307", "2回の入力が同じではありません"),
        ("830", "830", "決まりに合っていません"),
        ("83O6", "83O6", "決まりに合っていません"),
        ("", "", "決まりに合っていません"),
    ],
)
def test_what_cannot_be_is_refused_and_the_fields_come_back_empty(typing, first, again, says):
    typing.begin()
    answer = typing.type(first, again)
    # A redirect, so that no entry of the browser's history carries what was typed.
    assert answer.history[0].status_code == 303
    assert says in answer.text
    assert not first or f'value="{first}"' not in answer.text
    assert 'type="password" autocomplete="off"' in answer.text


def test_full_width_digits_are_taken_as_digits(typing):
    typing.begin()
    assert "署名用パスワード" in typing.type("８３０６", "8306").text


@pytest.mark.parametrize(
    ("pin", "why"), [("1234", "続き番号"), ("7777", "くり返し"), ("0408", "生年月日")]
)
def test_a_weak_one_is_warned_of_and_may_be_used(typing, pin, why):
    typing.begin()
    warned = typing.type(pin)
    assert why in warned.text
    assert pin not in shown(warned.text)
    assert "数字4けたの暗証番号" in typing.send("/resident/weak", use="no").text
    typing.type(pin)
    assert "署名用パスワード" in typing.send("/resident/weak", use="yes").text


def test_three_numbers_may_differ(typing, office):
    typing.begin("several")
    for pin in ("8306", "4915", "2870"):
        typing.type(pin)
    assert "暗証番号の入力が終わりました" in typing.type("KAEDE8306X").text
    assert office.kinds()[-1] == "pins-sealed"


def test_starting_over_and_breaking_off_forget_everything(typing, clerk, adult):
    typing.begin()
    typing.type("8306")
    assert "暗証番号を決めてください" in typing.send("/resident/again").text
    typing.begin()
    typing.type("8306")
    clerk.of_visit(adult, "pins/stop", case_id=clerk.case_id)
    assert "しばらくお待ちください" in typing.look("/resident").text
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    assert "暗証番号を決めてください" in typing.look("/resident").text


def test_an_answer_sent_twice_answers_one_question(typing):
    typing.begin()
    typing.look("/resident")
    typing.send("/resident/pin", question="0", first="8306", again="8306")
    late = typing.send("/resident/pin", question="0", first="8306", again="8306")
    assert "署名用パスワード" in late.text


def test_the_language_is_switched_on_the_way(typing):
    assert "Please choose your PINs" in typing.look("/resident?lang=en").text
    typing.begin()
    assert "Four-digit PIN" in typing.look("/resident").text


@pytest.fixture
def booked_in_korean(office):
    office.language = "ko"
    visit_id = str(office.expect(1).visit_id)
    yield visit_id
    office.language = ""


def test_the_screen_opens_in_the_language_of_the_booking(office, clerk, resident, booked_in_korean):
    until(lambda: office.parties[booked_in_korean].reference in clerk.look("/").text)
    clerk.of_visit(booked_in_korean, "call")
    until(lambda: '<html lang="ko"' in resident.look("/resident").text)
    resident.look("/resident?lang=en")
    assert '<html lang="en"' in resident.look("/resident").text
    clerk.of_visit(booked_in_korean, "call-off")
    assert '<html lang="ja"' in resident.look("/resident").text


def test_a_file_upload_is_not_a_form(typing):
    typing.begin()
    answer = typing.http.post("/resident/pin", files={"first": b"8306"})
    assert answer.status_code == 400
    assert "8306" not in shown(answer.text)


def test_a_question_without_end_is_no_fault(typing):
    typing.begin()
    answer = typing.send("/resident/pin", question="9" * 5_000, first="8306", again="8306")
    assert answer.status_code == 200
    assert "8306" not in shown(answer.text)
