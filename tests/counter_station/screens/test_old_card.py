"""Check-in by the old card at the station: laid down, pressed once, nothing asked or changed."""

from datetime import date

import pytest

from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData
from tests.counter_station.screens.conftest import until

OLD = "900000000000017"


@pytest.fixture
def lay(house):
    """Puts a My Number card on the station's reader; it is taken away in the end."""
    _, station = house
    place = station.folder / "card.json"

    def lay(serial):
        place.unlink(missing_ok=True)
        data = CardData(serial=serial, municipality="13123", expires_on=date(2031, 4, 8))
        KeptCard.create(place, data)

    yield lay
    place.unlink(missing_ok=True)


@pytest.fixture
def renewed(office):
    """A party of one that comes for a card which replaces an old one."""
    return str(office.expect(old_card_serial=OLD).visit_id)


def test_the_old_card_checks_its_party_in(office, clerk, lay, renewed):
    assert "このカードで受付する" not in clerk.look("/").text
    assert clerk.send("/check-in/card").status_code == 422
    assert "旧カードを置いてから" in clerk.page.text
    lay(OLD)
    until(lambda: "このカードで受付する" in clerk.look("/").text)
    page = clerk.send("/check-in/card")
    assert page.status_code == 200
    assert str(page.url).endswith(f"?visit={renewed}")
    assert office.kinds(renewed) == ["arrived"]
    until(lambda: "番号札" in clerk.look(f"/?visit={renewed}").text)
    clerk.send("/check-in/card")
    assert office.kinds(renewed) == ["arrived"]


def test_a_card_that_checks_nobody_in_says_why(office, clerk, lay, renewed):
    lay("900000000000025")
    until(lambda: "900000000000025" in clerk.look("/").text)
    clerk.look("/?lang=en")
    assert clerk.send("/check-in/card").status_code == 422
    assert "No new card replaces this one here" in clerk.page.text
    clerk.look("/?lang=ja")
    office.fail = True
    clerk.send("/check-in/card")
    assert "事務所につながりません" in clerk.page.text
    office.fail = False
    assert office.kinds() == []
