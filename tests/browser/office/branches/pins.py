"""PINs that cannot be set: the sheet of paper is gone or cannot be read, J-LIS does not answer."""

from issuance.application.counter import Shown
from issuance.application.parties import Seat
from issuance.cases.facts import DeliveryMode, PinSheetSealed
from issuance.identity.posting import Declaration
from issuance.identity.situations import Situation
from issuance.pins.sheets import numbered
from tests.browser.office.branches.staff import Staff
from tests.issuance.office.house import GOOD, Ward


def sheet_lost(staff: Staff) -> None:
    """Lost between counter and PIN desk: the holder seals another one."""
    _replaced(staff, "なくした", opened=False)


def sheet_unreadable(staff: Staff) -> None:
    """Two have opened it: nobody guesses."""
    _replaced(staff, "読めない", opened=True)


def _replaced(staff: Staff, why: str, *, opened: bool) -> None:
    house, person = staff.house, staff.house.notified()
    first, second = numbered(2 * house.given), numbered(2 * house.given + 1)

    async def visited(ward: Ward) -> None:
        visit_id = await ward.booked(person)
        await ward.refreshed()
        counter, order = ward.issuance.counter, ward.order("staff:K80")
        seat = Seat(visit_id=visit_id, case_id=person.case_id, station="A1")
        await counter.call(order, visit_id, "A1")
        await counter.verify_identity(
            order, seat, Shown(situation=Situation.SELF_X, documents=GOOD)
        )
        kinds = tuple((await ward.state(person.case_id)).pin_kinds)
        await counter.seal_sheet(order, seat, PinSheetSealed(sheet_number=first, pin_kinds=kinds))
        mode = DeliveryMode.REGISTERED_MAIL
        await counter.choose_delivery(order, seat, mode, tuple(Declaration))
        await counter.finish(order, visit_id, "A1")

    house.do(visited)
    staff.signs_in("K03")
    staff.goes_to("依頼書")
    if opened:
        staff.presses("受け取りを記録する", sheet=first)
        staff.goes_to("暗証番号設定")
        staff.ticks(person)
        staff.by_two("選んだカードの封印を開ける", "K13")
        staff.goes_to("依頼書")
    staff.main.locator("tr").filter(has_text=first).get_by_role("link", name="設定・再記入").click()
    staff.looks()
    staff.sees("番号を推測してはいけません")
    staff.presses("新しい依頼書に替える", sheet=second)
    staff.sees("この欄を確かめてください")
    staff.main.get_by_label(why).check()
    staff.presses("新しい依頼書に替える", sheet=second)
    staff.sees(second, "見つかれば、2人で廃棄" if why == "なくした" else "2人で廃棄")
    staff.finds(person)
    staff.sees("暗証番号設定待ち", f"{second}")


def j_lis_down(staff: Staff) -> None:
    """Said once on the board; cards wait, and nothing else stops."""
    person = staff.house.notified()
    staff.house.do(lambda ward: ward.finished(person))
    staff.signs_in("K05")
    staff.goes_to("状況ボード")
    staff.form("停止を記録する").first.get_by_role("button").click()
    staff.looks()
    staff.sees("から停止しています")
    staff.finds(person)
    staff.sees("暗証番号設定待ち")
    staff.goes_to("状況ボード")
    staff.presses("復旧したことを記録する")
    staff.sees("動いている")
