"""A day of hundreds of parties: the clerk sees who matters now, and the whole day if asked."""

from tests.browser.station.test_visit_by_keys import FITS
from tests.counter_station.screens.station_process import STAFF_PIN


def test_of_a_long_day_the_queue_shows_who_matters_now(open_screen, station, office, check_axe):
    office.new_day()
    soon = office.expect_all([1] * 9)
    later = office.expect_all([1] * 61, minutes=200)
    clerk = open_screen(station.url, 1280, 800)
    clerk.type("K01", STAFF_PIN)
    whole = clerk.page.get_by_text(f"ほか{len(later)}組")
    whole.wait_for(timeout=10_000)
    rows = clerk.page.locator(".queue .row")
    assert rows.count() == len(soon)
    assert clerk.page.evaluate(FITS)
    check_axe(clerk.page)
    clerk.shot("90-long-day")
    whole.click()
    clerk.sees(later[-1].reference)
    assert rows.count() == len(soon) + len(later)
    assert clerk.page.evaluate(FITS)
    check_axe(clerk.page)
    assert clerk.errors == []
