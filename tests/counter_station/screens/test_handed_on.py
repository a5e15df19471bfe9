"""A party that another counter handed on: nothing is asked twice, and the office takes it all."""

from tests.counter_station.screens.conftest import until


def test_it_goes_on_where_the_other_counter_was(office, clerk, resident, adult):
    case_id = office.parties[adult].case_ids[0]
    office.hand_on_proven(adult, case_id, "B2", to="A1")
    until(lambda: "B2" not in clerk.look("/").text and "受付済み" in clerk.page.text)
    clerk.of_visit(adult, "call")
    assert "住民用の画面で入力をはじめる" in clerk.look("/").text
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.type("8306")
    resident.type("KAEDE8306X")
    clerk.let_travel(adult)
    clerk.of_visit(adult, "finish")
    until(lambda: "finished" in office.kinds(adult))
    assert office.kinds(adult).count("identity-verified") == 1
    assert "/conflicts/" not in clerk.look("/").text
