"""Sheets with PINs in the office: taken in, opened by two, set by hand, destroyed by two."""

from datetime import timedelta

import pytest

from issuance.application.counter import Shown
from issuance.application.parties import Seat
from issuance.application.posting import Closing
from issuance.cases.facts import (
    CounterStep,
    DeliveryMode,
    PinSheetSealed,
    SettingMethod,
    SheetFault,
)
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from issuance.custody.sheets import SheetNeededError, SheetNotReceivedError, SheetUsedError
from issuance.identity.posting import Declaration
from issuance.identity.situations import Situation
from issuance.pins.references import Reference
from issuance.pins.sheets import numbered
from tests.issuance.office.house import (
    GOOD,
    NOW,
    PASSWORD,
    STATION_TOKEN,
    TRACKING,
    certificates_of,
)

NUMBER, ANOTHER = numbered(501), numbered(502)
SECOND = {"second_password": PASSWORD}
ALL = [each.value for each in Reference]


@pytest.fixture
async def person(ward):
    return ward.grown_up()


async def at_pins(ward, person):
    """At the counter, identity proven."""
    visit_id = await ward.booked(person)
    await ward.refreshed()
    order, counter = ward.order("staff:K80"), ward.issuance.counter
    await counter.call(order, visit_id, "A1")
    seat = Seat(visit_id=visit_id, case_id=person.case_id, station="A1")
    shown = Shown(situation=Situation.SELF_X, documents=GOOD)
    await counter.verify_identity(order, seat, shown)
    return seat


async def sheet_of(ward, person, number=NUMBER):
    kinds = (await ward.state(person.case_id)).pin_kinds
    return PinSheetSealed(sheet_number=number, pin_kinds=tuple(kinds))


async def visited(ward, person, number=NUMBER):
    """The holder left; the sheet lies at the counter."""
    order, counter, seat = ward.order("staff:K80"), ward.issuance.counter, None
    seat = await at_pins(ward, person)
    await counter.seal_sheet(order, seat, await sheet_of(ward, person, number))
    mode = DeliveryMode.REGISTERED_MAIL
    await counter.choose_delivery(order, seat, mode, tuple(Declaration))
    await counter.finish(order, seat.visit_id, "A1")
    await ward.refreshed()


async def opened(ward, person):
    await visited(ward, person)
    await ward.issuance.paper.receive(ward.order(), NUMBER)
    await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K03", "K07"))
    await ward.refreshed()


async def open_batch(hands, person):
    return await hands.send(
        "/pin-setting",
        "/pin-setting/open",
        case=[str(person.case_id)],
        second_id="K07",
        **SECOND,
    )


async def test_the_station_reports_a_sheet_once(client, ward, person):
    seat = await at_pins(ward, person)
    sheet = await sheet_of(ward, person)
    body = {
        "at": NOW.isoformat(),
        "kind": "pin-sheet-sealed",
        "case_id": str(person.case_id),
        "sheet_number": NUMBER,
        "pin_kinds": [each.value for each in sheet.pin_kinds],
    }
    headers = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K80"}
    path = f"/api/station/visits/{seat.visit_id}/events"

    async def tell(number):
        key = {"idempotency-key": f"00000000-0000-0000-0000-{number}00"}
        return await client.post(path, json=body | {"sheet_number": number}, headers=headers | key)

    assert (await tell("0000000001")).status_code == 422
    answer = await tell(NUMBER)
    assert answer.status_code == 200, answer.text
    assert (await ward.state(person.case_id)).stage is Stage.PINS_TAKEN


async def test_one_number_belongs_to_one_case_also_after_it_was_taken_back(ward, person):
    seat = await at_pins(ward, person)
    order, counter = ward.order("staff:K80"), ward.issuance.counter
    sheet = await sheet_of(ward, person)
    await counter.seal_sheet(order, seat, sheet)
    await ward.issuance.line.undo(order, seat, CounterStep.PINS)
    with pytest.raises(SheetUsedError):
        await counter.seal_sheet(order, seat, sheet)
    await ward.refreshed()
    (row,) = await ward.sheets()
    assert (row.sheet_number, row.place, row.needed) == (NUMBER, "counter", False)


async def test_a_case_whose_sheet_was_refused_is_booked_again(hands, ward, person):
    """A counter without the network took a number that another case had: all after it failed."""
    other = ward.grown_up(1)
    await visited(ward, other)
    seat, order = await at_pins(ward, person), ward.order("staff:K80")
    with pytest.raises(SheetUsedError):
        await ward.issuance.counter.seal_sheet(order, seat, await sheet_of(ward, person))
    with pytest.raises(WrongStageError):
        await ward.issuance.counter.finish(order, seat.visit_id, "A1")
    await ward.refreshed()
    await hands.sign_in("K01")
    page = f"/cases/{person.case_id}"
    assert "もう一度予約できます" in await hands.send(page, f"{page}/end-early")
    assert (await ward.state(person.case_id)).stage is Stage.NOTIFIED
    assert (await ward.state(other.case_id)).stage is Stage.AWAITING_PINS


async def test_from_the_counter_to_the_post(hands, ward, person):
    await visited(ward, person)
    await hands.sign_in("K03")
    with pytest.raises(SheetNotReceivedError):
        await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K03", "K07"))
    assert "番号が正しくありません" in await hands.send(
        "/pin-sheets", "/pin-sheets/receive", sheet="0000000001"
    )
    assert "受け取りを記録しました" in await hands.send(
        "/pin-sheets", "/pin-sheets/receive", sheet=NUMBER
    )
    page = f"/pin-sheets/cases/{person.case_id}"
    assert page in await open_batch(hands, person)
    assert "設定したものに印を付けてください" in await hands.send(page, f"{page}/set")
    half = await hands.send(page, f"{page}/set", reference=ALL[:-1])
    assert "残りを設定してください" in half
    assert half.count('name="reference"') == 1
    with pytest.raises(SheetNeededError):
        await ward.issuance.paper.destroy(ward.order(), NUMBER, ("K03", "K07"))
    assert "設定を記録しました" in await hands.send(page, f"{page}/set", reference=ALL[-1:])
    history = await ward.history(person.case_id)
    (done,) = [each.fact for each in history if type(each.fact).__name__ == "PinsSet"]
    assert (done.method, list(done.references)) == (SettingMethod.PAPER, ALL)
    gone = await hands.send(
        "/pin-sheets", "/pin-sheets/destroy", sheet=NUMBER, second_id="K07", **SECOND
    )
    assert "廃棄を記録しました" in gone
    assert NUMBER not in gone
    assert "依頼書を2人で廃棄した" in await hands.see(f"/cases/{person.case_id}")
    closing = Closing(
        card_serial_read=person.card_serial,
        certificates=certificates_of(await ward.state(person.case_id)),
        tracking_number=TRACKING,
        sealers=("K93", "K94"),
    )
    await ward.issuance.posting.seal(ward.order(), person.case_id, closing)
    await ward.issuance.posting.hand_to_post(ward.order(), person.case_id)
    assert (await ward.state(person.case_id)).stage is Stage.POSTED


async def test_an_unknown_outcome_is_opened_and_set_again(hands, ward, person):
    await opened(ward, person)
    await hands.sign_in("K03")
    page = f"/pin-sheets/cases/{person.case_id}"
    assert "結果が分からないと記録しました" in await hands.send(page, f"{page}/uncertain")
    assert "1件の封印を開けました" in await open_batch(hands, person)
    assert "設定を記録しました" in await hands.send(page, f"{page}/set", reference=ALL)


@pytest.mark.parametrize("fault", SheetFault)
async def test_another_sheet_from_the_holder_goes_on(hands, ward, person, fault):
    await opened(ward, person)
    await hands.sign_in("K03")
    page = f"/pin-sheets/cases/{person.case_id}"
    again = await hands.send(page, f"{page}/replace", sheet=NUMBER, reason=fault.value)
    assert "新しい依頼書に替えました" in again  # the same number changes nothing
    said = await hands.send(page, f"{page}/replace", sheet=ANOTHER, reason=fault.value)
    assert "新しい依頼書に替えました" in said
    page_itself = said.partition("<main")[2]  # the navigation has a page of that name
    assert ("所在不明" in page_itself) is (fault is SheetFault.LOST)
    assert "1件の封印を開けました" in await open_batch(hands, person)
    assert "設定を記録しました" in await hands.send(page, f"{page}/set", reference=ALL)
    assert "新しい封筒を使ってください" not in await hands.see("/pin-sheets")


async def test_sheets_kept_for_long_are_an_exception(hands, ward, person, clock):
    await visited(ward, person)
    clock.now += timedelta(days=4)
    await hands.sign_in("K05")
    assert "長く廃棄していない依頼書" in await hands.see("/")
    listed = await hands.see("/pin-sheets")
    assert NUMBER in listed
    assert "4日" in listed
