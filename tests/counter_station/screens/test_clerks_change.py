"""Another clerk, another window: the visit goes on, facts name who acted, old pages are told."""

import asyncio

import pytest

from tests.counter_station.screens.clerk_inside import PIN, Staffed
from tests.counter_station.screens.station_inside import CASE, VISIT

PROVEN = [("VisitOpened", "K01"), ("PartyCalled", "K01"), ("IdentityVerified", "K01")]


@pytest.fixture
async def inside(tmp_path):
    inside = Staffed(tmp_path)
    await inside.serve()
    yield inside
    inside.station.desk.journal.close()


@pytest.fixture
async def first(inside):
    """K01, at whose counter the resident has typed the first PIN."""
    window = inside.window()
    await window.sign_in("K01")
    await window.of_visit("pins")
    return window


@pytest.fixture
async def screen(inside, first):
    return await inside.screen_in_the_middle()


async def test_the_next_clerk_goes_on_in_their_own_name(inside, first, screen):
    typed = inside.held()
    await first.look()
    await first.send("/sign-out")
    assert typed == bytes(4)
    assert "しばらくお待ちください" in await screen.look()
    second = inside.window()
    assert "住民用の画面で入力をはじめる" in await second.sign_in("K02")
    await second.of_visit("pins")
    await screen.look()
    await screen.type_first()
    await screen.type_second()
    await second.look()
    await second.of_visit("delivery", mode="counter")
    await second.of_visit("finish")
    assert inside.told() == [
        *PROVEN,
        ("PinsSealed", "K02"),
        ("DeliveryChosen", "K02"),
        ("VisitFinished", "K02"),
    ]
    assert inside.of_station() == [
        ("ClerkSignedIn", "K01"),
        ("ClerkSignedOut", "K01"),
        ("ClerkSignedIn", "K02"),
    ]


async def test_who_signs_in_beside_a_clerk_who_never_left_takes_over(inside, first, screen):
    typed = inside.held()
    second = inside.window()
    await second.sign_in("K02")
    assert typed == bytes(4)
    assert inside.of_station()[-2:] == [("ClerkSignedOut", "K01"), ("ClerkSignedIn", "K02")]
    assert "別の画面で K02 がサインインしました" in await first.of_visit("call-off")
    assert inside.told() == PROVEN
    assert await first.version() == "signed-out"
    await second.of_visit("pins")
    await first.send("/sign-out")
    assert inside.station.entries.current() is not None


async def test_a_tab_of_the_clerk_before_acts_in_nobodys_name(inside, first):
    shown, tab = await first.version(), first.tab()
    await tab.sign_in("K02")
    for stale in (f"/visits/{VISIT}/call-off", "/sign-out"):
        await first.look()
        await tab.sign_in("K01")
        await tab.sign_in("K02")
        assert "サインインした職員が変わりました" in await first.send(stale)
        assert first.page.status_code == 409
    assert inside.told() == PROVEN
    assert "職員 K02" in await first.look()
    assert await first.version() != shown


async def test_one_clerks_second_window_leaves_the_resident_alone(inside, first, screen):
    typed, second = inside.held(), inside.window()
    await second.sign_in("K01")
    assert typed == b"8306"
    assert "別の画面で K01 がサインインしました" in await first.of_visit("pins/stop")
    assert inside.held() == b"8306"
    await screen.type_second()
    assert inside.told() == [*PROVEN, ("PinsSealed", "K01")]


@pytest.mark.parametrize(
    ("step", "fields", "facts"),
    [
        ("pinless", {}, ["PinlessChosen"]),
        ("call", {}, []),
        ("call-off", {}, ["VisitCalledOff"]),
        ("hold", {"reason": "fetches-document"}, ["PartyHeld"]),
    ],
)
async def test_two_tabs_that_press_at_once_record_once(inside, first, step, fields, facts):
    await first.look()
    tab = first.tab()
    await tab.look()
    await asyncio.gather(first.of_visit(step, **fields), tab.of_visit(step, **fields))
    assert inside.told() == [*PROVEN, *((each, "K01") for each in facts)]


async def test_a_tab_that_is_behind_is_told_and_changes_nothing(inside, first):
    behind = first.tab()
    await behind.look()
    await first.look()
    await first.of_visit("pinless")
    await first.of_visit("delivery", mode="counter")
    await first.of_visit("finish")
    told = inside.told()
    for step, fields in (("pins", {}), ("delivery", {"mode": "registered-mail"})):
        await behind.of_visit(step, **fields)
        assert behind.page.status_code in {404, 422}
    assert inside.told() == told


async def test_a_doubt_is_decided_with_the_clerk_who_is_here_now(tmp_path):
    inside = Staffed(tmp_path)
    await inside.serve(proven=False)
    first, second = inside.window(), inside.window()
    await first.sign_in("K01")
    await first.of_visit("identity/doubt", reason="photo-differs")
    await first.send("/sign-out")
    await second.sign_in("K02")
    assert "疑義があります" in second.page.text
    # What was ticked left the memory with the first clerk; the second one looks for themself.
    licence = {"situation": "SELF_N", "document": "applicant:drivers-licence"}
    await second.of_visit("identity", act="look", **licence)
    decided = {"decision": "not-the-holder", "password": PIN}
    for not_fit in ("K01", "K02"):
        answer = await second.of_visit("identity/decide", staff_id=not_fit, **decided)
        assert "責任者として確認できません" in answer
    await second.of_visit("identity/decide", staff_id="S01", **decided)
    assert inside.told()[2:] == [("IdentityDoubted", "K01"), ("IdentityRefused", "K02")]
    visit = await inside.station.desk.visit(VISIT)
    assert visit.people[CASE].refused is not None
    inside.station.desk.journal.close()
