"""Alerts end to end: figures from the log's tables, mails through a real SMTP server."""

from datetime import timedelta

import pytest

from infra.alerting import Alerting, Heard, keep_watch
from infra.processes import WorkerSettings
from issuance.alerts.rules import AlertKind
from issuance.application import Order
from issuance.cases.state import Stage
from tests.booking_web.letters.mail_server import MailServer
from tests.issuance.office.house import NOW

TO = ("kakari@ward.example.jp", "kanri@ward.example.jp")


def settings_with(server, **changed) -> WorkerSettings:
    values = {
        "dsn": "postgresql://nowhere.invalid/x", "booking_url": "http://127.0.0.1:1",
        "sending_key": b"k" * 32, "booking_public_key": b"k" * 32, "exchange_token": "t" * 32,
        "application_id_secret": b"a" * 32, "notice_secret": b"n" * 32, "birthday_key": b"b" * 32,
        "applicants_key": b"k" * 32, "alert_mail_to": TO,
        "alert_sender": "madoguchi@ward.example.jp",
        "smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_starttls": False,
        "office_url": "https://office.ward.example.jp",
    }  # fmt: skip
    return WorkerSettings(**(values | changed))


@pytest.fixture
def mail_server(tmp_path):
    server = MailServer(tmp_path / "mails")
    yield server
    server.stop()


@pytest.fixture
async def alerting(mail_server, ward):
    watch = Alerting(settings_with(mail_server), ward.issuance, Heard(at=NOW), ward.clock)
    yield watch
    await watch.leave()


async def rounds(alerting, count=1):
    for _ in range(count):
        await alerting.look()
        await alerting.send()


async def lose_a_card(ward):
    case = next(each for each in ward.cases if each.box == ward.cases[0].box)
    assert (await ward.state(case.case_id)).stage is not Stage.EXPECTED
    await ward.issuance.endings.report_missing(ward.order(), case.case_id)
    await ward.refreshed()
    return case


async def test_a_missing_card_is_mailed_once_and_once_when_it_is_found(alerting, mail_server, ward):
    await mail_server.start()
    await rounds(alerting, 2)
    assert not mail_server.mails()
    case = await lose_a_card(ward)
    await rounds(alerting, 4)
    mails = mail_server.mails()
    assert sorted(mail_server.recipients()) == sorted(TO)
    assert len({mail["Message-ID"] for mail in mails}) == 2
    assert all("所在不明のカード 1枚" in mail["Subject"] for mail in mails)
    assert all(mail["Auto-Submitted"] == "auto-generated" for mail in mails)
    ward.clock.now += timedelta(minutes=1)
    await ward.issuance.endings.report_found(ward.order(), case.case_id, "A-01")
    await ward.refreshed()
    alerting._heard.at = ward.clock.now
    await rounds(alerting, 3)
    mails = mail_server.mails()
    assert len(mails) == 4
    assert sum("解消" in mail["Subject"] for mail in mails) == 2
    for mail in mails:
        text = f"{mail['Subject']} {mail.get_content()}"
        assert case.card_serial not in text
        assert str(case.case_id) not in text
        assert "https://office.ward.example.jp/planning/alerts" in text


async def test_a_mail_server_that_is_away_delays_the_mail_and_loses_none(
    alerting, mail_server, ward
):
    await lose_a_card(ward)
    await rounds(alerting, 2)
    assert (await alerting._queries.mails()).waiting == 2
    await mail_server.start("busy")
    await rounds(alerting)
    assert (await alerting._queries.mails()).waiting == 2
    mail_server.stop()
    await mail_server.start()
    ward.clock.now += timedelta(minutes=1)
    alerting._heard.at = ward.clock.now
    await rounds(alerting, 2)
    assert len(mail_server.mails()) == 2
    assert (await alerting._queries.mails()).sent == 2


async def test_a_mailbox_that_is_unknown_is_given_up_and_shown(alerting, mail_server, ward):
    await mail_server.start("refuse")
    await lose_a_card(ward)
    await rounds(alerting, 2)
    state = await alerting._queries.mails()
    assert (state.dead, state.waiting) == (2, 0)


async def test_waits_returned_mail_old_pins_and_a_booking_site_unheard(alerting, ward):
    case, other = ward.grown_up(), ward.grown_up(1)
    visit_id = await ward.booked(case)
    await ward.refreshed()
    await ward.issuance.counter.arrive(ward.order(), visit_id)
    await ward.finished(other)
    await ward.refreshed()
    ward.clock.now += timedelta(minutes=45)
    figures = await alerting._queries.figures(ward.clock.now)
    assert figures[AlertKind.WAITING] == 45
    assert figures[AlertKind.OLD_SEALED_PINS] == 0
    assert AlertKind.RETURNED_MAIL not in figures
    await alerting.look()
    raised = (await ward.issuance.alerts.watch()).raised
    assert raised == {AlertKind.WAITING: 45, AlertKind.BOOKING_STUCK: 45}
    ward.clock.now += timedelta(days=5)
    figures = await alerting._queries.figures(ward.clock.now)
    assert (figures[AlertKind.WAITING], figures[AlertKind.OLD_SEALED_PINS]) == (0, 5)


async def test_tables_that_lag_behind_the_log_are_noticed(alerting, ward):
    case = ward.grown_up()
    await ward.issuance.endings.report_missing(ward.order(), case.case_id)
    ward.clock.now += timedelta(minutes=7)
    figures = await alerting._queries.figures(ward.clock.now)
    assert (figures[AlertKind.TABLES_STALE], figures[AlertKind.MISSING_CARDS]) == (7, 0)
    await ward.refreshed()
    figures = await alerting._queries.figures(ward.clock.now)
    assert (figures[AlertKind.TABLES_STALE], figures[AlertKind.MISSING_CARDS]) == (0, 1)


async def test_without_a_server_alerts_are_recorded_and_nothing_is_mailed(mail_server, ward):
    settings = settings_with(mail_server, alert_mail_to=(), smtp_host=None)
    quiet = Alerting(settings, ward.issuance, Heard(at=NOW), ward.clock)
    await lose_a_card(ward)
    await rounds(quiet, 2)
    assert (await ward.issuance.alerts.watch()).raised == {AlertKind.MISSING_CARDS: 1}
    assert (await quiet._queries.mails()).waiting == 0


async def test_a_limit_of_the_wards_own_is_what_counts(alerting, ward):
    order = Order(by="staff:K06", at=NOW)
    await ward.issuance.alerts.set_limits(order, {AlertKind.MISSING_CARDS: 1})
    await lose_a_card(ward)
    await rounds(alerting)
    assert not (await ward.issuance.alerts.watch()).raised


def test_settings_that_cannot_work_are_refused(mail_server):
    for changed in (
        {"smtp_host": None},
        {"alert_sender": "x"},
        {"smtp_username": "u"},
        {"alert_mail_to": ("a@b\nBcc: c@d",)},
    ):
        with pytest.raises(ValueError, match=r"smtp|alert"):
            settings_with(mail_server, **changed)


async def test_a_fault_of_the_watch_is_said_and_the_watch_goes_on(alerting, monkeypatch):
    """Batches and tables are kept by the same process: they must not stop with it."""
    looks = 0

    async def look():
        nonlocal looks
        looks += 1
        if looks < 3:
            raise ValueError("made up")
        raise ConnectionResetError

    monkeypatch.setattr(alerting, "look", look)
    with pytest.raises(ConnectionResetError):
        await keep_watch(alerting, 0.001)
    assert looks == 3
