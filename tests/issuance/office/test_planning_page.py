"""計画: targets, the ministry's counts, overbooking and what-ifs as managers see them."""

import re
from datetime import timedelta

from infra.demo.opening import VENUE
from infra.sample.history import SOURCE, edogawa
from issuance.alerts.rules import USUAL_LIMITS, AlertKind
from issuance.application import Order
from issuance.capacity.venues import venue_id_of
from issuance.cases.facts import DeliveryMode
from issuance.read_models.queries_planning import PlanningQueries
from tests.issuance.office.house import NOW

ASK = {
    "ask": "1", "venue": VENUE.code, "counters": "4", "minutes": "9", "overbooking": "100",
    "opens": "09:00", "closes": "11:00", "evening_until": "", "evening_counters": "",
    "walk_ins": "2", "filled": "100",
}  # fmt: skip


def what_if(**changed: str) -> str:
    return "/planning/what-if?" + "&".join(f"{k}={v}" for k, v in (ASK | changed).items())


async def test_august_2021_is_on_the_page_with_the_counters_it_needed(hands, ward):
    await ward.issuance.planning.note_past_counts(Order(by="worker", at=NOW), SOURCE, edogawa())
    await hands.sign_in("K06")
    page = await hands.see("/planning")
    assert "最も多い月 2021-08: 18,812枚" in page
    assert "18,812 × 10 ÷（21日 × 480分 × 85%）= 22.0 → 22窓口" in page
    assert "18,812 × 20 ÷（21日 × 480分 × 85%）= 43.9 → 44窓口" in page
    page = await hands.see("/planning?hours=8&busy=100")
    assert "= 18.7 → 19窓口" in page
    assert "= 37.3 → 38窓口" in page
    assert "総務省" in page
    assert "<svg" in page


async def test_a_target_is_set_shown_and_taken_away(hands):
    await hands.sign_in("K05")
    page = await hands.send("/planning", "/planning/target", month="2026-12", cards="9600")
    assert "月の目標を決めました" in page
    assert re.search(r"<td class=\"nowrap\">2026-12</td><td class=\"number\">9,600</td>", page)
    page = await hands.send("/planning", "/planning/target", month="2026-12", cards="0")
    assert "9,600" not in page


async def test_a_target_that_cannot_be_changes_nothing(hands, ward):
    await hands.sign_in("K05")
    for month, cards, said in (
        ("2026-13", "1", "この欄を確かめてください"),
        ("<b>", "1", "この欄を確かめてください"),
        ("2026-12", "-1", "この欄を確かめてください"),
        ("2026-12", "1234567", "この欄を確かめてください"),
        ("2020-01", "5", "この月にこの枚数の目標は置けません"),
    ):
        page = await hands.send("/planning", "/planning/target", month=month, cards=cards)
        assert said in page, month
    assert (await ward.issuance.planning.campaign()).targets == {}


async def test_hours_that_cannot_be_are_refused_in_words(hands):
    await hands.sign_in("K05")
    for query in ("hours=0&busy=85", "hours=8&busy=0", "hours=x&busy=85", "hours=8"):
        assert "この欄を確かめてください" in await hands.see(f"/planning?{query}", 422)


async def test_a_what_if_is_answered_by_simulation(hands):
    """In a process of its own; asked again it is the same."""
    await hands.sign_in("K06")
    assert "結果" not in re.findall(r"<h2>([^<]+)</h2>", await hands.see("/planning/what-if"))
    page = await hands.see(what_if())
    assert "入力した計画" in page
    assert "窓口を1つ増やす" in page
    assert "よくある値（記録 0件" in page
    assert page.count("<svg") == 2
    days = re.search(r"それぞれ (\d+)日分", page)
    assert days
    assert int(days[1]) >= 5
    assert await hands.see(what_if()) == page or "それぞれ" in page


async def test_a_plan_that_cannot_be_keeps_what_was_typed(hands):
    await hands.sign_in("K06")
    for name, value in {
        "counters": "999", "minutes": "x", "closes": "08:00", "opens": "25:00",
        "overbooking": "99", "filled": "0", "evening_until": "10:00", "walk_ins": "-3",
    }.items():  # fmt: skip
        page = await hands.see(what_if(**{name: value}), 422)
        assert f'value="{value}"' in page, name
        assert 'aria-invalid="true"' in page, name


async def test_history_is_measured_from_the_wards_own_visits(ward):
    """Two parties come five minutes early and stay 6 and 12 minutes; the third stays away."""
    for case, stays in ((ward.grown_up(), 6), (ward.grown_up(1), 12)):
        visit_id = await ward.booked(case, reference="7H2K9QXM", after=timedelta(minutes=5))
        await ward.refreshed()
        await ward.issuance.counter.arrive(ward.order(), visit_id)
        await ward.visited(case, visit_id, mode=DeliveryMode.REGISTERED_MAIL)
        ward.clock.now += timedelta(minutes=stays)
        await ward.issuance.counter.finish(ward.order("staff:K80"), visit_id, "A1")
    missed = await ward.booked(ward.grown_up(2), reference="7H2K9QXM")
    await ward.refreshed()
    ward.clock.now += timedelta(hours=2)
    await ward.issuance.counter.miss(ward.order(), missed)
    await ward.refreshed()
    queries = PlanningQueries(ward.issuance.work.log.pool)
    today = NOW.date()
    seen = await queries.history(today, today, venue_id_of(VENUE.code))
    assert (seen.visits, seen.came, seen.booked, seen.missed) == (2, 2, 3, 1)
    assert seen.at_counter is not None
    assert (seen.at_counter.at(0), seen.at_counter.at(1)) == (6.0, 12.0)
    assert seen.coming is not None
    assert seen.coming.at(0.5) == -5.0
    elsewhere = await queries.history(today, today, venue_id_of("NOWHERE"))
    assert (elsewhere.visits, elsewhere.missed) == (0, 0)
    before = await queries.history(today - timedelta(days=9), today - timedelta(days=1), None)
    assert (before.visits, before.booked) == (0, 0)


async def test_limits_of_alerts_are_set_on_their_page(hands, ward):
    await hands.sign_in("K06")
    limits = {kind.value: str(limit) for kind, limit in USUAL_LIMITS.items()}
    page = await hands.send(
        "/planning/alerts", "/planning/alerts", **limits | {"waiting": "20", "jlis-away": ""}
    )
    assert "警報の上限を決めました" in page
    watch = await ward.issuance.alerts.watch()
    assert watch.limits[AlertKind.WAITING] == 20
    assert watch.limits[AlertKind.JLIS_AWAY] is None
    for value in ("-1", "x", "99999"):
        page = await hands.send(
            "/planning/alerts", "/planning/alerts", **limits | {"waiting": value}
        )
        assert "この欄を確かめてください" in page
        assert f'value="{value}"' in page
    assert (await ward.issuance.alerts.watch()).limits[AlertKind.WAITING] == 20
