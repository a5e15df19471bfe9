"""例外: one list of what needs a hand; who looks after cards begins there."""

import re
from datetime import timedelta

from issuance.alerts.rules import AlertKind
from issuance.application import Order

PATH = "/exceptions"


async def test_a_calm_office_says_so(hands, ward):
    assert ward.cases
    first = await hands.sign_in("K02")
    assert first.headers["location"] == PATH
    assert "人の手が必要なものはありません。" in await hands.see(PATH)
    assert "Nothing needs a hand." in await hands.see(f"{PATH}?lang=en")


async def test_what_needs_a_hand_is_listed_with_age_and_way_the_urgent_first(hands, ward, clock):
    returned, missing, gone = (ward.grown_up(skip=each) for each in range(3))
    await ward.returned(returned)
    await ward.issuance.endings.died(ward.order(), gone.case_id)
    await ward.issuance.endings.report_missing(ward.order(), missing.case_id)
    figures = {AlertKind.BOOKING_STUCK: 40}
    await ward.issuance.alerts.look(Order(by="worker", at=clock.now), figures, [])
    await ward.refreshed()
    clock.now += timedelta(days=2, hours=1)
    await hands.sign_in("K05")
    page = await hands.see(PATH)
    listed = re.findall(r'href="(/cases/[^"]+|/planning/alerts)"', page)
    urgent = {"/planning/alerts", f"/cases/{missing.case_id}"}
    assert set(listed[:2]) == urgent
    assert listed[2:] == [f"/cases/{returned.case_id}", f"/cases/{gone.case_id}"]
    assert "予約サイトとのやり取りの停止" in page
    assert page.count("2日") >= 3
    assert "今すぐ (2)" in page


async def test_a_difference_of_a_box_leads_to_the_box_only_for_who_may_open_it(hands, ward):
    box = next(case.box for case in ward.cases if case.box != ward.cases[0].box)
    card = next(case.card_serial for case in ward.cases if case.box == box)
    await ward.issuance.arrivals.open_box(ward.order(), box, ("K02", "K05"))
    await ward.issuance.arrivals.report_not_found(ward.order(), box, card)
    await ward.refreshed()
    for staff_id, may in (("K02", True), ("K04", False)):
        await hands.sign_in(staff_id)
        page = await hands.see(PATH)
        assert "箱と一覧の違い" in page
        assert ('href="/boxes/' in page) is may
