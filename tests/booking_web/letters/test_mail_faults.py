"""A mail server that is away, refuses, is slow, or cuts the line; a process that is killed."""

import asyncio
import base64
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from booking_web.letters.outbox import MOST_ATTEMPTS
from booking_web.letters.overview import counts, dead_letters, try_again
from booking_web.letters.postman import Postman, ServerAwayError
from booking_web.timetable.commands import Cancel
from booking_web.timetable.outcomes import reference_of
from tests.booking_web.desk.samples import notice_of
from tests.booking_web.letters.conftest import ADDRESS, KEY, SENDER, URL, book, until
from tests.booking_web.letters.mail_server import write_certificate


async def test_while_the_server_is_away_letters_wait_unchanged(desk, letters, mail):
    outcome = await book(desk)
    with pytest.raises(ServerAwayError):
        await letters.work()
    [waiting] = await letters.log.pool.fetch(
        "SELECT attempts, trouble FROM booking.letters WHERE kind = 'confirmed'"
    )
    assert tuple(waiting) == (0, "")
    await mail.start()
    await letters.work()
    assert len(mail.mails()) == 1
    assert outcome.reference


async def test_a_refused_recipient_is_dead_at_once_and_shown_without_the_address(
    desk, letters, mail
):
    await mail.start("refuse")
    outcome = await book(desk)
    await letters.work()
    [dead] = await dead_letters(letters.log)
    assert (dead.trouble, dead.reference) == (
        "recipient refused 550",
        reference_of(outcome.party_id),
    )
    assert ADDRESS not in repr(dead)
    assert (await counts(letters.log, now=letters.now)).dead == 1
    mail.stop()
    await mail.start()
    assert await try_again(letters.log, now=letters.now) == 1
    await letters.work()
    assert len(mail.mails()) == 1


async def test_a_busy_server_is_asked_again_ever_more_rarely_and_then_no_more(desk, letters, mail):
    await mail.start("busy")
    await book(desk)
    await letters.reader.catch_up()
    await letters.log.pool.execute("DELETE FROM booking.letters WHERE kind <> 'confirmed'")
    dues = []
    for _ in range(MOST_ATTEMPTS):
        await letters.work()
        row = await letters.log.pool.fetchrow("SELECT * FROM booking.letters")
        dues.append(row["due_at"] - letters.now)
        letters.now = max(letters.now, row["due_at"])
    assert row["state"] == "dead"
    assert row["trouble"] == "recipient refused 451"
    assert dues[:3] == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8)]
    assert max(dues) == timedelta(hours=6)


async def test_a_cut_line_leads_to_a_repeat_with_the_same_message_id(desk, letters, mail):
    await mail.start("cut")
    await book(desk)
    await letters.work()
    mail.stop()
    await mail.start()
    letters.now += timedelta(minutes=1)
    await letters.work()
    first, again = mail.mails()
    assert first["Message-ID"] == again["Message-ID"]
    assert (await letters.states())["confirmed"] == "sent"


async def test_a_slow_server_is_given_up_after_the_time_set(desk, letters, mail):
    await mail.start("slow")
    await book(desk)
    await letters.work()
    row = await letters.log.pool.fetchrow("SELECT * FROM booking.letters WHERE kind = 'confirmed'")
    assert (row["state"], row["attempts"]) == ("waiting", 1)
    assert row["trouble"].startswith("cut off")


async def test_a_letter_being_retried_is_not_overtaken_by_a_later_one(desk, letters, mail):
    await mail.start("busy")
    await book(desk)
    await letters.work()
    mail.stop()
    await mail.start()
    await desk.submit(Cancel(notice_id=notice_of(0)), key="c", at=letters.now)
    await letters.work()
    assert mail.mails() == []
    letters.now += timedelta(minutes=1)
    await letters.work()
    assert sorted((await letters.states()).items()) == [
        ("cancelled", "sent"),
        ("confirmed", "sent"),
    ]


async def test_a_server_without_tls_gets_nothing_in_the_clear(desk, letters, mail):
    await mail.start()
    await book(desk)
    await letters.reader.catch_up()
    careful = Postman(replace(letters.postman._server, starttls=True))
    with pytest.raises(ServerAwayError):
        await letters.outbox.send_next(careful)
    assert mail.mails() == []


async def test_two_processes_send_each_letter_once(desk, letters, mail):
    await mail.start()
    for person in range(8):
        await book(desk, person)
    await letters.reader.catch_up()

    async def send() -> None:
        while await letters.outbox.send_next(Postman(letters.postman._server)):
            pass

    await asyncio.gather(*(send() for _ in range(4)))
    assert len(mail.mails()) == 8
    assert len({each["Message-ID"] for each in mail.mails()}) == 8


def process(booking_access, mail, output, *what):
    """The letters process, or a command about letters, as an installation runs it."""
    settings = {
        "DSN": booking_access.dsn,
        "CONTACTS_KEY": base64.b64encode(KEY).decode(),
        "PUBLIC_URL": URL,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail.port),
        "SMTP_STARTTLS": "false",
        "SENDER": SENDER,
        "POLL_SECONDS": "0.2",
    }
    environment = {f"MADOGUCHI_LETTERS_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "infra.cli.main", *(what or ("serve", "letters"))]
    with output.open("ab") as file:
        return subprocess.Popen(command, env=os.environ | environment, stdout=file, stderr=file)


async def test_staff_see_what_is_dead(desk, letters, mail, booking_access, tmp_path):
    await mail.start("refuse")
    outcome = await book(desk)
    await letters.work()
    output = tmp_path / "said"
    shown = process(booking_access, mail, output, "letters")
    assert await asyncio.to_thread(shown.wait, 30) == 1
    said = output.read_text()
    assert "waiting 1 (due 0, being retried 0)  sent 0  dropped 0  dead 1" in said
    assert f"dead  {outcome.reference}  confirmed" in said
    assert "recipient refused 550" in said
    assert ADDRESS not in said


async def test_an_address_under_another_key_is_dead_and_holds_up_nobody(desk, letters, mail):
    await mail.start()
    await book(desk, 0)
    await book(desk, 1, address="other@example.jp")
    await letters.log.pool.execute(
        "UPDATE booking.contacts SET sealed = sealed || '\\x00' WHERE notice_id = $1", notice_of(0)
    )
    await letters.work()
    assert mail.recipients() == ["other@example.jp"]
    [dead] = await dead_letters(letters.log)
    assert dead.trouble == "address unreadable"


async def test_over_tls_with_a_password(desk, letters, mail):
    certificate = write_certificate(mail.folder)
    await mail.start("tls")
    await book(desk)
    await letters.reader.catch_up()
    server = replace(letters.postman._server, starttls=True, username="u", password="p")
    for careful, is_right in [
        (server, False),
        (replace(server, ca_file=certificate, password="wrong"), False),
        (replace(server, ca_file=certificate), True),
    ]:
        postman = Postman(careful)
        try:
            await letters.outbox.send_next(postman)
        except ServerAwayError:
            assert not is_right
        finally:
            await postman.leave()
    assert len(mail.mails()) == 1


async def test_killed_between_sending_and_settling_it_repeats_the_same_mail(
    desk, letters, mail, booking_access, tmp_path
):
    output = tmp_path / "said"
    await mail.start("slow")
    now = datetime.now(UTC)
    await book(desk)
    await letters.reader.catch_up()
    await letters.log.pool.execute(
        "UPDATE booking.letters SET due_at = $1, useless_at = $2 WHERE kind = 'confirmed'",
        now,
        now + timedelta(days=1),
    )
    first = process(booking_access, mail, output)
    await until(lambda: len(mail.mails()) == 1)  # the server has it and has not said so
    first.send_signal(signal.SIGKILL)
    first.wait()
    mail.stop()
    await mail.start()
    second = process(booking_access, mail, output)
    try:
        await until(lambda: len(mail.mails()) == 2)
        await asyncio.sleep(1)
    finally:
        second.terminate()
    assert second.wait(timeout=10) == 0
    one, again = mail.mails()
    assert one["Message-ID"] == again["Message-ID"]
    assert (await letters.states())["confirmed"] == "sent"
    assert "sent" in output.read_text()
    assert ADDRESS not in output.read_text()
