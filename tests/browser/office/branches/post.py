"""What the post does with an envelope."""

from infra.demo.opening import SampleCase
from tests.browser.office.branches.residents import Resident
from tests.browser.office.branches.staff import Staff
from tests.issuance.office.house import tracking_of


def mail_absent(staff: Staff) -> None:
    """Kept at the post office, then fetched from there."""
    person = staff.house.posted()
    number = tracking_of(staff.house.given)
    staff.signs_in("K04")
    staff.goes_to("配達・返戻")
    staff.presses("保管を記録する", tracking_number=number)
    staff.sees("郵便局での保管を記録しました", "郵便局で保管中")
    assert staff.inbox(number) == ["郵便局で保管中の封筒"]
    staff.follows(number)
    staff.sees("差出し済", "不在のため郵便局で保管")
    staff.goes_to("配達・返戻")
    staff.presses("配達を記録する", tracking_number=number)
    staff.finds(person)
    staff.sees("配達済")
    assert staff.inbox(number) == []


def mail_returned(staff: Staff, resident: Resident) -> None:
    """Sent again after its address was checked; back once more, it is collected."""
    person, house = staff.house.notified(), staff.house
    again = tracking_of(500 + house.given)
    resident.signs_in(person)
    resident.books()
    house.on_the_day(person)
    house.do(lambda ward: ward.posted(person, house.given))
    resident.sees("カードのようす", "追跡番号")
    _returned(staff, person, tracking_of(staff.house.given))
    resident.sees("カードが区役所に戻ってきました")
    staff.signs_in("K04")
    staff.goes_to("配達・返戻")
    staff.follows("住所を確かめて再発送")
    staff.main.get_by_label("署名用電子証明書").check()
    staff.main.get_by_label("利用者証明用電子証明書").check()
    close = {"card_serial_read": person.card_serial, "tracking_number": again}
    staff.by_two("封入を記録する", "K14", **close)
    staff.sees("住所")
    staff.main.get_by_label("住所").first.check()
    staff.by_two("封入を記録する", "K14", **close)
    staff.sees("封入")
    staff.finds(person)
    staff.sees("封入済")
    assert staff.inbox(person.card_serial) == []


def _returned(staff: Staff, person: SampleCase, number: str) -> None:
    staff.signs_in("K04")
    staff.goes_to("配達・返戻")
    staff.presses("返戻を記録する", tracking_number=number, reason="保管期間経過")
    staff.sees("返戻を記録しました", person.card_serial)
    assert staff.inbox(person.card_serial) == ["返戻された封筒"]


def mail_lost(staff: Staff) -> None:
    """Only after the post was asked; then everything that is owed, one by one."""
    person, number = staff.house.posted(), tracking_of(staff.house.given)
    staff.signs_in("K05")
    staff.goes_to("配達・返戻")
    lost = {"tracking_number": number, "loss": "亡失（郵便局で見つからない）"}
    staff.presses("郵便事故を記録する", **lost)
    staff.sees("この欄を確かめてください")
    staff.main.get_by_label("郵便局に確かめた").check()
    staff.presses("郵便事故を記録する", **lost)
    staff.sees("郵便事故を記録しました", "無料での再作成")
    assert staff.inbox(person.card_serial) == ["紛失・誤配の封筒"]
    staff.goes_to("配達・返戻")
    while staff.main.get_by_role("button", name="済んだ").count():
        staff.presses("済んだ")
    staff.sees("済んだことを記録しました")
    assert staff.inbox(person.card_serial) == []
    staff.finds(person)
    staff.sees("紛失", "郵便事故（亡失・誤配）", "郵便事故の手当てをした")
