"""What keeps a card from the post: it is collected at the counter instead."""

from infra.demo.opening import SampleCase
from issuance.cases.facts import DeliveryMode
from tests.browser.office.branches.files import changed, upload
from tests.browser.office.branches.residents import Resident
from tests.browser.office.branches.staff import Staff
from tests.issuance.office.house import Ward

BARRED = "郵送を止めているカード"


def moved_house(staff: Staff, resident: Resident) -> None:
    """The envelope is taken out of the tray and opened; the card is collected."""
    person, house = staff.house.notified(), staff.house
    resident.signs_in(person)
    resident.books()
    house.on_the_day(person)
    house.do(lambda ward: ward.sealed(person, house.given))
    resident.sees("カードのようす")
    _change(staff, person, "転居", "1340083,東京都江戸川区中葛西３丁目,,")
    assert staff.inbox(person.card_serial) == [BARRED]
    resident.sees("窓口に取りに来てください")
    staff.signs_in("K04")
    staff.goes_to("封入")
    staff.follows(person.card_serial)
    staff.sees("この封筒は郵送できません", "転居した（券面の追記が必要）")
    staff.follows("封筒を開けたことを記録する")
    staff.presses("差出しを止める", reason="転居")
    staff.sees("封入待ち", "転居した（券面の追記が必要）")
    _collects(staff, person)
    resident.sees("窓口でカードをわたしました")


def period_of_stay_changed(staff: Staff) -> None:
    person = staff.house.ready()
    _change(staff, person, "在留期間変更")
    assert staff.inbox(person.card_serial) == [BARRED]
    staff.follows(person.card_serial)
    staff.sees("郵送できなくなった\t氏名や在留期間が変わった（券面の追記が必要）")
    _collects(staff, person)


def handed_over_on_request(staff: Staff) -> None:
    """Chosen at the visit; somebody else's card is not given out."""
    person = staff.house.notified()

    async def at_the_counter(ward: Ward) -> None:
        await ward.finished(person, mode=DeliveryMode.COUNTER)
        state = await ward.state(person.case_id)
        assert state.envelope is not None
        desk, envelope = ward.issuance.pin_desk, state.envelope.envelope_id
        await desk.begin(ward.order(), person.case_id, ("K91", "K92"))
        await desk.record_set(ward.order("pin-desk"), person.case_id, envelope, ("ref",))

    staff.house.do(at_the_counter)
    staff.signs_in("K01")
    staff.finds(person)
    other = staff.house.ward.grown_up(0).card_serial
    staff.presses("渡したことを記録する", card_serial_read=other)
    staff.sees("このカードは、この案件のカードではありません")
    _collects(staff, person)


def _change(staff: Staff, person: SampleCase, change: str, rest: str = ",,,") -> None:
    file = changed(staff.house, person, change, rest)
    staff.signs_in("K05")
    staff.goes_to("例外")
    staff.follows("住民異動の取り込み")
    upload(staff, file, "まず見る（何も変えません）")
    staff.sees("郵送を止め、窓口での受け取りにします")
    upload(staff, file, "1件を取り込む")


def _collects(staff: Staff, person: SampleCase) -> None:
    staff.signs_in("K01")
    staff.finds(person)
    staff.presses("渡したことを記録する", card_serial_read=person.card_serial)
    staff.sees("窓口で渡したことを記録しました", "窓口交付済")
    assert staff.inbox(person.card_serial) == []
