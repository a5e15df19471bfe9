"""Nobody came for the card in time."""

from datetime import timedelta

from infra.demo.opening import SampleCase
from tests.browser.office.branches.people_gone import VOID, is_destroyed
from tests.browser.office.branches.staff import Staff

UNCLAIMED = "受け取られなかったカード"


def expired(staff: Staff) -> None:
    person = staff.house.notified()
    staff.house.later(days=11 * 366)
    staff.signs_in("K02")
    staff.goes_to("廃棄")
    staff.ticks(person)
    staff.presses("選んだカードを期限切れにする")
    staff.sees("1件を期限切れにしました")
    staff.finds(person)
    staff.sees("失効（廃棄待ち）", "カードの有効期限が過ぎた")
    assert staff.inbox(person.card_serial) == [VOID]
    staff.destroys_by_two(person, "K12")
    is_destroyed(staff, person)


def unclaimed(staff: Staff) -> None:
    """Proposed by one, approved by another, destroyed by two."""
    person = _overdue(staff)
    staff.signs_in("K02")
    staff.goes_to("廃棄")
    staff.ticks(person)
    staff.presses("選んだカードを廃棄の対象にする")
    staff.sees("1件を廃棄の対象にしました", "受け取りなし")
    assert staff.inbox(person.card_serial) == [UNCLAIMED]
    staff.signs_in("K05")
    staff.goes_to("廃棄")
    staff.ticks(person)
    staff.presses("選んだカードの廃棄を承認する")
    staff.sees("1件の廃棄を承認しました")
    staff.destroys_by_two(person, "K02")
    is_destroyed(staff, person)


def discard_put_off(staff: Staff) -> None:
    """The holder is in hospital: the card goes back to its shelf."""
    person = _overdue(staff)
    staff.house.do(
        lambda ward: ward.issuance.endings.propose_destruction(ward.order(), person.case_id)
    )
    staff.signs_in("K02")
    staff.finds(person)
    staff.sees("未交付（廃棄予定）")
    until = (staff.house.now + timedelta(days=60)).date().isoformat()
    staff.presses("延期する", deferral="入院", until="2020-01-01", place="A-01")
    staff.sees("廃棄の延期")
    staff.presses("延期する", deferral="入院", until=until, place="A-01")
    staff.sees("廃棄を延期しました", "通知済", "入院")
    assert staff.inbox(person.card_serial) == []


def _overdue(staff: Staff) -> SampleCase:
    """Nobody fetched it: a year after the first notice, the second one's last day has passed."""
    person, house = staff.house.notified(), staff.house
    house.later(days=100)
    house.do(lambda ward: ward.issuance.notices.send(ward.order(), person.case_id))
    house.later(days=330)
    return person
