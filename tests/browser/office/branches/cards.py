"""Cards that do not come as announced, cannot be issued, or are not where they should be."""

from issuance.application.work import box_id_of
from tests.browser.office.branches.people_gone import VOID
from tests.browser.office.branches.staff import Staff
from tests.browser.office.test_quarantine_page import tell_reading
from tests.issuance.office.house import Ward

STRANGER = "999900000000001"


def count_mismatch(staff: Staff) -> None:
    """A card too many in the box: it is not closed before two have settled that."""
    box = next(case.box for case in staff.house.ward.cases if case.box != "2611121-0001")
    staff.signs_in("K02")
    staff.goes_to("箱")
    staff.follows(box)
    staff.by_two("箱を開ける", "K12")
    staff.presses("記録する Enter", card_serial=STRANGER)
    staff.sees("どの発送一覧にもないカードです", "解決するまで、この箱は閉じられず")
    staff.presses("箱を閉じる")
    staff.sees(STRANGER)
    assert staff.inbox(STRANGER) == ["箱と一覧の違い"]
    staff.follows(STRANGER)
    assert staff.page.url.endswith(f"/boxes/{box_id_of(box)}")
    staff.main.get_by_text("解決する", exact=True).click()
    staff.by_two("2人で解決を記録する", "K12", settlement="J-LISに送り返した")
    staff.sees("相違の解決を記録しました")
    assert staff.inbox(STRANGER) == []


def card_defect(staff: Staff) -> None:
    """It goes back to J-LIS, and its case waits for another one."""
    person = staff.house.from_the_box()
    staff.signs_in("K02")
    staff.goes_to("設定と保管")
    staff.presses("不良を記録する", defect="ICチップの不良", card_serial=person.card_serial)
    staff.sees("不良を記録しました")
    assert staff.inbox(person.card_serial) == ["不良のカード"]
    staff.follows(person.card_serial)
    staff.sees("不良", "ICチップの不良", "隔離場所")
    staff.by_two("2人でJ-LISに送り返したことを記録する", "K12")
    staff.sees("作り直しの依頼を記録しました", "到着待ち")
    assert staff.inbox(person.card_serial) == []


def card_unusable(staff: Staff) -> None:
    """Setting its PINs broke off, and not even the reader knows how it stands."""
    house, person = staff.house, staff.house.notified()

    async def broken_off(ward: Ward) -> None:
        await ward.finished(person)
        await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K91", "K92"))
        envelope = (await ward.state(person.case_id)).begun_envelope
        assert envelope is not None
        await ward.issuance.pin_desk.record_uncertain(ward.order(), person.case_id, envelope)

    house.do(broken_off)
    staff.signs_in("K03")
    assert staff.inbox(person.card_serial) == ["設定の結果が分からないカード"]
    staff.goes_to("暗証番号設定")
    staff.follows(person.card_serial)
    staff.by_two("2人で読み取りを始める", "K13")
    staff.sees("読み取り待ち")
    tell_reading(house.url, person.card_serial)
    staff.follows("表示を更新")
    staff.sees("分からない")
    staff.by_two("2人でカードを失効にする", "K13")
    staff.sees("カードを失効にしました")
    assert staff.inbox(person.card_serial) == [VOID]
    staff.follows(person.card_serial)
    staff.sees("失効（廃棄待ち）")


def lost_in_custody(staff: Staff) -> None:
    """Searched for and not found: the search is given up by a supervisor."""
    person = staff.house.on_the_shelf()
    staff.signs_in("K02")
    staff.finds(person)
    staff.presses("カードが見当たらない")
    staff.sees("所在不明を記録しました", "所在不明")
    assert staff.inbox(person.card_serial) == ["所在不明のカード"]
    staff.goes_to("所在不明")
    staff.sees(person.card_serial, "棚 A-01")
    staff.signs_in("K05")
    staff.finds(person)
    staff.presses("さがすのをやめ、紛失とする")
    staff.sees("紛失を記録しました", "カードを紛失とした")
    assert staff.inbox(person.card_serial) == []
