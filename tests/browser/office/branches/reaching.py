"""Between the notice and the visit: who does not hear of it, does not answer, does not come."""

from tests.browser.office.branches.residents import Resident
from tests.browser.office.branches.staff import Staff


def notice_returned(staff: Staff) -> None:
    """Nothing is posted again before its address was looked up."""
    person = staff.house.notified()
    staff.house.later(days=7)
    staff.signs_in("K01")
    staff.goes_to("通知")
    staff.follows("返戻された通知")
    number = person.notice_number
    staff.presses("返戻を記録する", number=number, outcome="あて所に尋ねあたらない")
    staff.sees("通知の返戻を記録しました", person.card_serial)
    assert staff.inbox(person.card_serial) == ["返戻された交付通知書"]
    staff.goes_to("通知")
    staff.follows("返戻された通知")
    staff.presses("住所の確認を記録する", outcome="住所は合っていた")
    staff.presses("もう一度送る")
    staff.sees("通知をもう一度送ったことを記録しました")
    staff.finds(person)
    staff.sees("通知済", "通知が返戻された", "返戻された通知の住所を確かめた")
    assert staff.inbox(person.card_serial) == []


def no_booking(staff: Staff) -> None:
    """A reminder before the last day, a second notice after it."""
    person = staff.house.notified()
    staff.house.later(days=80)
    staff.signs_in("K01")
    staff.goes_to("通知")
    staff.follows("督促")
    staff.sees(person.card_serial)
    staff.presses("選んだ方に督促を送ったことを記録する")
    staff.sees("督促を送ったことを記録しました")
    staff.house.later(days=12)
    staff.signs_in("K01")
    staff.goes_to("通知")
    staff.ticks(person)
    staff.presses("通知を送る")
    staff.sees("1件の通知を送ったことを記録しました")
    staff.finds(person)
    staff.sees("督促を送った", "2回目、期限")
    assert staff.inbox(person.card_serial) == []


def appointment_changed(staff: Staff, resident: Resident) -> None:
    """By the resident, on the site; the office sees it with the next batch."""
    person = staff.house.notified()
    resident.signs_in(person)
    resident.books()
    staff.signs_in("K01")
    staff.finds(person)
    staff.sees("予約済", "来庁予約が入った")
    resident.moves()
    staff.finds(person)
    staff.sees("予約済", "予約が変わった")
    resident.cancels()
    staff.finds(person)
    staff.sees("通知済", "予約が取り消された")
    resident.sees("今、予約はありません", "予約をする")


def no_show(staff: Staff, resident: Resident) -> None:
    """Waited for first; then the resident may book again."""
    person = staff.house.notified()
    resident.signs_in(person)
    resident.books()

    staff.house.on_the_day(person)
    staff.signs_in("K01")
    staff.finds(person)
    staff.presses("来なかったことを記録する")
    staff.sees("までは来庁を待ちます")
    staff.house.later(minutes=20)
    staff.presses("来なかったことを記録する")
    staff.sees("来庁なしを記録しました", "通知済")
    assert staff.inbox(person.card_serial) == []
    resident.sees("前の予約の時間にお会いできなかった", "予約をする")
