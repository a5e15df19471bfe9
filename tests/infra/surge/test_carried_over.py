"""How long notices were on their way between the zones."""

from infra.surge.evidence.carried_over import lags


def test_each_notice_is_on_its_way_from_its_lot_to_the_look_that_saw_it():
    assert lags([(10.0, 2), (11.0, 4)], [(10.5, 1), (12.0, 4)]) == [0.5, 2.0, 1.0, 1.0]


def test_what_has_not_arrived_has_no_lag():
    assert lags([(10.0, 3)], [(10.5, 1)]) == [0.5]
    assert lags([(10.0, 3)], []) == []
