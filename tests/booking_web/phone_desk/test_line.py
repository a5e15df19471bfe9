"""Why somebody in line was not offered a place: told on the telephone, from the facts."""

from tests.booking_web.pages.conftest import TUESDAY, Resident
from tests.booking_web.pages.office import Holder, Office


async def test_staff_say_where_a_caller_stands_and_why(
    staff, holder: Holder, office: Office, client
):
    resident = Resident(client)
    await resident.identify(holder)
    await resident.look("/wait")
    await resident.send("/wait/join", days="days-off", hours="morning", weeks="all")
    office.offer(TUESDAY, [(16, 0)], places=3)
    await office.send_async(client)
    await staff.answer(holder)
    assert "キャンセル待ちの順番" in staff.page
    await staff.look(f"{staff.call}/line")
    assert "この方の前に、希望が重なる方が0組います" in staff.page
    assert "土日と休日だけ" in staff.page
    assert "まだご案内がない理由" in staff.page


async def test_who_does_not_wait_has_no_place(staff, holder: Holder):
    await staff.answer(holder)
    assert "キャンセル待ちの順番" not in staff.page
    answer = await staff.look(f"{staff.call}/line")
    assert "今、キャンセル待ちはしていません" in staff.page
    assert answer.status_code == 200
