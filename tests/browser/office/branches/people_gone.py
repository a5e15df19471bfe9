"""The holder is gone, or does not want the card."""

from infra.demo.opening import SampleCase
from issuance.cases.state import Stage
from tests.browser.office.branches.files import changed, upload
from tests.browser.office.branches.residents import Resident
from tests.browser.office.branches.staff import Staff

VOID = "失効し、廃棄を待つカード"


def withdrawn(staff: Staff, resident: Resident) -> None:
    """With a booking, whose end the resident sees."""
    person = staff.house.notified()
    resident.signs_in(person)
    resident.books()
    resident.sees("予約番号", "予約を取り消す")
    staff.signs_in("K05")
    staff.finds(person)
    staff.sees("予約済")
    staff.presses("本人が取り下げた")
    staff.sees("申請の取下げを記録しました", "失効（廃棄待ち）", "本人が申請を取り下げた")
    staff.sees_no("交付通知書をもう一度印刷する")
    assert staff.inbox(person.card_serial) == [VOID]
    resident.sees("今、予約はありません", "この交付通知書は、今は使えません")
    staff.destroys_by_two(person, "K02")
    is_destroyed(staff, person)


def moved_out(staff: Staff) -> None:
    """By the resident record's file, which is looked at first; the envelope is in the tray."""
    person = staff.house.sealed()
    file = changed(staff.house, person, "転出")
    staff.signs_in("K05")
    staff.goes_to("例外")
    staff.follows("住民異動の取り込み")
    upload(staff, file, "まず見る（何も変えません）")
    staff.sees("案件を無効にします", person.card_serial)
    upload(staff, file, "1件を取り込む")
    staff.sees("1件の異動を取り込みました")
    assert staff.inbox(person.card_serial) == [VOID]
    staff.finds(person)
    staff.sees("失効（廃棄待ち）", "本人が転出した")
    staff.destroys_by_two(person, "K15")
    is_destroyed(staff, person)


def died(staff: Staff) -> None:
    """While the post has the card; it comes back, and is destroyed."""
    person = staff.house.posted()
    number = _tracking_number(staff, person)
    staff.signs_in("K05")
    staff.finds(person)
    staff.presses("死亡した")
    staff.sees("死亡を記録しました", "失効（廃棄待ち）")
    staff.goes_to("配達・返戻")
    staff.presses("返戻を記録する", tracking_number=number, reason="受取拒否")
    staff.sees("返戻を記録しました")
    assert staff.inbox(person.card_serial) == [VOID]
    staff.destroys_by_two(person, "K02")
    is_destroyed(staff, person)


def record_deleted(staff: Staff) -> None:
    _lapses(staff, "職権消除された", "住民票が職権で消除された")


def number_changed(staff: Staff) -> None:
    _lapses(staff, "番号が変わった", "本人の番号が変わった")


def _lapses(staff: Staff, button: str, told: str) -> None:
    person = staff.house.notified()
    staff.signs_in("K05")
    staff.finds(person)
    staff.presses(button)
    staff.sees("失効（廃棄待ち）", told)
    assert staff.inbox(person.card_serial) == [VOID]
    staff.destroys_by_two(person, "K02")
    is_destroyed(staff, person)


def _tracking_number(staff: Staff, person: SampleCase) -> str:
    shipment = staff.house.do(lambda ward: ward.state(person.case_id)).shipment
    assert shipment is not None
    return shipment.tracking_number


def is_destroyed(staff: Staff, person: SampleCase) -> None:
    staff.finds(person)
    staff.sees("廃棄済", "2人で廃棄した")
    assert staff.inbox(person.card_serial) == []
    stands = staff.house.do(lambda ward: ward.state(person.case_id)).stage
    assert stands is Stage.DESTROYED
