"""入力時間・項目数: what a visit costs in fields and keys, counted as the station measures it.

PINs apart: the resident types them, on the resident's screen.
"""

import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.station_process import STAFF_PIN

MOST_FIELDS, MOST_KEYS = 12, 40
OF_THE_VISIT = "SELECT * FROM office.step_measures WHERE visit_id = $1 ORDER BY version"


class Counting:
    """A clerk's keyboard that counts what is pressed on it, whatever the page makes of it."""

    def __init__(self, clerk):
        self._clerk, self.keys = clerk, 0

    def press(self, *keys):
        self.keys += len(keys)
        self._clerk.press(*keys)

    def sees(self, words):
        """Keys mean something once the page's scripts have run."""
        self._clerk.sees(words)
        self._clerk.page.wait_for_load_state()


def measures(office, visit_id):
    """What managers can look at later."""

    async def read():
        await office.app.state.office.refresh()
        return await office.issuance.work.log.pool.fetch(OF_THE_VISIT, visit_id)

    return office.run(read())


def type_pins(resident, *, password=True):
    resident.sees("暗証番号を決めてください")
    resident.press("Enter")
    resident.sees("数字4けたの暗証番号")
    resident.type("8306", "8306")
    if password:
        resident.sees("署名用パスワード")
        resident.type("kaede8306x", "kaede8306x")


def travel_by_post(clerk):
    clerk.sees("郵送のための確認")
    clerk.press("2", "3", "4", "5", "6", "Enter")
    clerk.sees("全員の手続きが終わりました")
    clerk.press("Enter")
    clerk.sees("取り消す")


def within_budget(office, visit_id, clerk):
    until(lambda: len(measures(office, visit_id)) >= 4)
    steps = measures(office, visit_id)
    assert [each["step"] for each in steps] == ["call", "identity", "pins", "delivery", "done"]
    assert sum(each["fields"] for each in steps) <= MOST_FIELDS
    assert clerk.keys <= MOST_KEYS
    assert sum(each["keys"] for each in steps) == clerk.keys
    for each in steps:
        parts = [each["input_ms"], each["operation_ms"], each["understanding_ms"]]
        assert sum(parts) == pytest.approx(each["total_ms"], abs=2_000)


def test_a_self_visit_with_a_licence(clerk, resident, office, adult):
    hands = Counting(clerk)
    hands.press("F2")
    hands.sees("A書類")
    hands.press("2", "q")
    hands.sees("この書類で郵送もできます")
    hands.press("Enter")
    hands.sees("住民用の画面で入力をはじめる")
    hands.press("Enter")
    type_pins(resident)
    travel_by_post(hands)
    within_budget(office, office.parties[adult].visit_id, hands)
    assert clerk.errors == []


@pytest.fixture
def child(house):
    """A party of one child under 15, who comes with a parent."""
    office, _ = house
    office.new_day()
    office.expect(1, under_15=True)
    return next(iter(office.parties))


def test_a_child_with_its_legal_representative(open_screen, house, child):
    office, station = house
    station.kill()
    (station.folder / "journal.sqlite").unlink(missing_ok=True)
    station.start()
    clerk = open_screen(station.url, 1280, 800)
    clerk.type("K01", STAFF_PIN)
    clerk.sees(office.parties[child].reference)
    resident = open_screen(f"{station.url}/resident", 1024, 768)
    resident.type(clerk.page.locator("[data-pairing]").inner_text())
    hands = Counting(clerk)
    hands.press("F2")
    hands.sees("15歳未満")
    hands.press("3", "Shift+2", "z", "x")
    hands.sees("足ります")
    hands.press("Enter")
    hands.sees("住民用の画面で入力をはじめる")
    hands.press("Enter")
    type_pins(resident, password=False)
    travel_by_post(hands)
    within_budget(office, office.parties[child].visit_id, hands)
    assert clerk.errors == []
