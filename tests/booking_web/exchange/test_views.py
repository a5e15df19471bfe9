"""閲覧の記録 on the booking side: told by the office, kept half a year, shown under a notice."""

from datetime import timedelta

import pytest

from booking_web.notices.views import Purpose, Role, Section, Views, oldest_shown
from issuance.calendar import office_date
from issuance.ledger.batches import BatchRefusedError
from issuance.staffing.roles import Role as OfficeRole
from issuance.viewing.facts import Purpose as OfficePurpose
from issuance.viewing.facts import Section as OfficeSection
from tests.booking_web.desk.samples import NOW
from tests.booking_web.exchange.samples import Office, exchange_of, id_of, released


def viewed(at=NOW, person=1, **other):
    right = {"at": at, "role": "sealer", "section": "back-office", "purpose": "posting"}
    return ("person.viewed", id_of(person), right | other)


def test_booking_knows_the_words_the_office_uses():
    """Two zones, two lists: what the office may say, booking must be able to show."""
    assert {each.value for each in Role} == {each.value for each in OfficeRole}
    assert {each.value for each in Section} == {each.value for each in OfficeSection}
    assert {each.value for each in Purpose} == {each.value for each in OfficePurpose}


async def test_views_are_shown_once_each_and_to_nobody_else(booking_log):
    office, exchange = Office(), exchange_of(booking_log)
    said = [released(1), released(2), viewed(), viewed(), viewed(NOW - timedelta(days=1))]
    await exchange.take_in(office.say(*said), at=NOW)
    shown = await Views(booking_log).of([id_of(1), id_of(2)], NOW)
    assert [each.at for each in shown[id_of(1)]] == [NOW, NOW - timedelta(days=1)]
    assert shown[id_of(2)] == []


async def test_after_half_a_year_a_view_is_neither_shown_nor_kept(booking_log, booking_owner_db):
    office, exchange = Office(), exchange_of(booking_log)
    old = oldest_shown(NOW) - timedelta(seconds=1)
    await exchange.take_in(office.say(viewed(old), viewed(oldest_shown(NOW))), at=NOW)
    assert len((await Views(booking_log).of([id_of(1)], NOW))[id_of(1)]) == 1
    later = NOW + timedelta(days=200)
    assert office_date(oldest_shown(later)) > office_date(oldest_shown(NOW))
    assert (await Views(booking_log).of([id_of(1)], later))[id_of(1)] == []
    await exchange.take_in(office.say(viewed(later)), at=later)
    rows = await booking_owner_db.fetch("SELECT viewed_at FROM booking.person_views")
    assert [row["viewed_at"] for row in rows] == [later]


@pytest.mark.parametrize("other", [{"role": "K01"}, {"purpose": "her neighbour"}, {"name": "x"}])
async def test_anything_but_the_agreed_codes_is_refused(booking_log, other):
    office, exchange = Office(), exchange_of(booking_log)
    with pytest.raises(BatchRefusedError, match="unreadable-item"):
        await exchange.take_in(office.say(viewed(**other)), at=NOW)
