"""An address given, changed or taken away after the booking; and letters that do not arrive."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from booking_web.exchange.outgoing import translate
from booking_web.letters.bounces import LARGEST_BYTES, letter_of, take_back
from booking_web.letters.facts import AddressGiven, AddressRemoved, LettersUndeliverable
from booking_web.letters.mailbox import Delivery, Mailboxes, masked
from booking_web.letters.wishes import MOST_ADDRESSES
from booking_web.refusals import AddressChangedOftenError, NotBookedError
from booking_web.timetable.commands import Cancel, Move
from tests.booking_web.desk.samples import NOON, NOW, notice_of
from tests.booking_web.exchange.samples import Office, exchange_of
from tests.booking_web.exchange.test_documents import published
from tests.booking_web.letters.conftest import ADDRESS, SEAL, book

OTHER = "taro.canary@example.jp"
LATER = NOW + timedelta(seconds=30)


@pytest.fixture(autouse=True)
async def _open(mail):
    await mail.start()


@pytest.fixture
def mailboxes(ward):
    return Mailboxes(ward, SEAL)


async def give(mailboxes, address=ADDRESS, person=0, language="ja"):
    contact = SEAL.close(address, notice_id=notice_of(person), language=language)
    await mailboxes.give(notice_of(person), contact, at=LATER)


async def facts_of(log, *kinds):
    async with log.transaction() as tx:
        return [each for each in await tx.follow(0, 10_000) if isinstance(each.fact, kinds)]


async def told(log):
    async with log.transaction() as tx:
        items = await translate(tx, await tx.follow(0, 10_000))
    return [(each.topic, each.stream_id) for each in items if each.topic.startswith("letters.")]


def events(mail):
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            yield calendar["METHOD"], calendar.walk("VEVENT")[0]


async def test_given_later_it_brings_the_booking_and_the_reminders(desk, letters, mailboxes):
    await book(desk, address="")
    await give(mailboxes)
    await letters.work()
    assert letters.subjects() == ["予約の内容です（マイナンバーカードの受け取り）"]
    states = await letters.states()
    assert states["address"] == "sent"
    assert {"week-before", "day-before"} & set(states)


async def test_what_happened_before_makes_no_letters(desk, letters, mailboxes):
    outcome = await book(desk, address="")
    await desk.submit(Move(notice_id=notice_of(0), slot_id=NOON), key="move", at=NOW)
    await give(mailboxes)
    await letters.work()
    [mail] = letters.mail.mails()
    [(method, event)] = events(mail)
    assert (method, event["SEQUENCE"]) == ("PUBLISH", 1)
    assert str(event["UID"]).startswith(str(outcome.party_id))


async def test_one_calendar_entry_through_change_move_and_cancellation(desk, letters, mailboxes):
    await book(desk)
    seen = [await news(letters)]
    await give(mailboxes, OTHER)
    seen.append(await news(letters, seen))
    await desk.submit(Move(notice_id=notice_of(0), slot_id=NOON), key="move", at=LATER)
    seen.append(await news(letters, seen))
    await desk.submit(Cancel(notice_id=notice_of(0)), key="cancel", at=LATER)
    seen.append(await news(letters, seen))
    assert [str(each["To"]) for each in seen] == [ADDRESS, OTHER, OTHER, OTHER]
    found = [event for mail in seen for event in events(mail)]
    assert [method for method, _ in found] == ["PUBLISH", "PUBLISH", "PUBLISH", "CANCEL"]
    assert [event["SEQUENCE"] for _, event in found] == [0, 0, 1, 2]
    assert len({str(event["UID"]) for _, event in found}) == 1
    assert found[-1][1]["STATUS"] == "CANCELLED"


async def news(letters, seen=()):
    """The one mail that was not seen yet."""
    await letters.work()
    known = {each["Message-ID"] for each in seen}
    [new] = [each for each in letters.mail.mails() if each["Message-ID"] not in known]
    return new


async def test_the_letter_lists_what_this_party_brings(desk, letters, mailboxes, ward):
    await exchange_of(ward).take_in(Office().say(published()), at=NOW)
    await book(desk, address="")
    contact = SEAL.close(ADDRESS, notice_id=notice_of(0), language="en", bring="child:1,proxy:0")
    await mailboxes.give(notice_of(0), contact, at=LATER)
    await letters.work()
    text = letters.mail.mails()[0].get_body().get_content()
    assert "[A child under 15 together with a parent or legal representative]" in text
    assert "Of the card holder:" in text
    assert "- Family register copy 戸籍謄本" in text
    assert "the card holder has to come in person" in text


async def test_the_same_address_again_changes_nothing(desk, letters, mailboxes, ward):
    await book(desk)
    await give(mailboxes)
    assert await facts_of(ward, AddressGiven) == []
    await letters.work()
    assert len(letters.mail.mails()) == 1


async def test_taken_away_nothing_more_is_sent(desk, letters, mailboxes, ward):
    outcome = await book(desk)
    await letters.work()
    await mailboxes.remove(notice_of(0), at=LATER)
    await mailboxes.remove(notice_of(0), at=LATER)
    assert await mailboxes.of(outcome.party_id, now=LATER) is None
    await desk.submit(Cancel(notice_id=notice_of(0)), key="cancel", at=LATER)
    await letters.work()
    assert len(letters.mail.mails()) == 1
    assert len(await facts_of(ward, AddressRemoved)) == 1
    assert "waiting" not in (await letters.states()).values()


async def test_no_stranger_is_written_to_again_and_again(desk, mailboxes):
    await book(desk, address="")
    for number in range(MOST_ADDRESSES):
        await give(mailboxes, f"canary{number}@example.jp")
    with pytest.raises(AddressChangedOftenError):
        await give(mailboxes, "one.more@example.jp")


async def test_without_a_booking_there_is_nothing_to_write_about(desk, mailboxes):
    with pytest.raises(NotBookedError):
        await give(mailboxes)
    with pytest.raises(NotBookedError):
        await mailboxes.remove(notice_of(0), at=NOW)


async def test_no_address_stands_in_the_log(desk, mailboxes, ward):
    await book(desk, address="")
    await give(mailboxes)
    rows = await ward.pool.fetch("SELECT state FROM ledger.stored_events")
    assert not any(b"canary" in row["state"] for row in rows)


async def test_the_resident_sees_what_became_of_the_letter(desk, letters, mailboxes):
    outcome = await book(desk)

    async def seen():
        return await mailboxes.of(outcome.party_id, now=letters.now)

    assert (await seen()).address == "h…@example.jp"
    await letters.reader.catch_up()
    assert (await seen()).delivery is Delivery.NONE
    await letters.work()
    assert (await seen()).delivery is Delivery.SENT
    assert await take_back(letters.log, report(letters.mail.mails()[0]), at=letters.now)
    assert (await seen()).delivery is Delivery.BOUNCED


async def test_a_refused_address_is_dead_and_the_office_is_told_once(
    desk, letters, mailboxes, ward
):
    await book(desk, 0, 1)
    letters.mail.stop()
    await letters.mail.start("refuse")
    await letters.work()
    party = (await facts_of(ward, LettersUndeliverable))[0].fact.party_id
    assert (await mailboxes.of(party, now=letters.now)).delivery is Delivery.DEAD
    expected = [("letters.undeliverable", notice_of(0)), ("letters.undeliverable", notice_of(1))]
    assert await told(ward) == expected
    await give(mailboxes, OTHER)
    assert (await told(ward))[2:] == [
        ("letters.reachable", notice_of(0)),
        ("letters.reachable", notice_of(1)),
    ]


def report(mail, action="failed", status="5.1.1", of=None):
    """What a mail server sends back (RFC 3464)."""
    found = EmailMessage()
    found["From"] = "MAILER-DAEMON@mail.example.jp"
    found["To"] = "yoyaku@city.example.jp"
    found.set_content("It could not be delivered.")
    found.make_mixed()
    found.attach(status_part(action, status))
    headers = EmailMessage()
    headers["Content-Type"] = "text/rfc822-headers"
    headers.set_payload(f"Message-ID: {of or mail['Message-ID']}\r\nTo: {ADDRESS}\r\n")
    found.attach(headers)
    found.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    found.set_boundary("=report=")
    return found.as_bytes()


def status_part(action, status):
    part = EmailMessage()
    part["Content-Type"] = "message/delivery-status"
    block = EmailMessage()
    block["Action"], block["Status"] = action, status
    part.set_payload([EmailMessage(), block])
    return part


async def test_a_letter_comes_back_once_and_the_office_is_told(desk, letters, ward):
    await book(desk)
    await letters.work()
    mail = letters.mail.mails()[0]
    assert await take_back(ward, report(mail), at=letters.now)
    assert not await take_back(ward, report(mail), at=letters.now)
    assert await told(ward) == [("letters.undeliverable", notice_of(0))]


async def test_what_is_no_failure_of_ours_changes_nothing(desk, letters, ward):
    await book(desk)
    await letters.work()
    mail = letters.mail.mails()[0]
    strange = "<00000000-0000-0000-0000-000000000000@city.example.jp>"
    for data in (
        report(mail, action="delayed"),
        report(mail, status="4.2.2"),
        report(mail, of=strange),
        report(mail, of="<a letter>"),
        bytes(mail),
        b"\xff\x00 not a mail",
        b"x" * (LARGEST_BYTES + 1),
    ):
        assert not await take_back(ward, data, at=letters.now)
    assert await told(ward) == []


def test_only_reports_are_read():
    assert letter_of(b"") is None


def test_an_address_is_shown_so_that_only_its_owner_knows_it():
    assert masked("hanako@example.jp") == "h…@example.jp"
