"""What went between the zones: honest logs agree, and each lie about one is found."""

from loadtests.auditor import audit_between

ADD = """INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)
  VALUES ('{stream}', (SELECT coalesce(max(originator_version), 0) + 1
    FROM ledger.stored_events WHERE originator_id = '{stream}'), '{topic}',
    convert_to('{{"v":1,"at":"2026-11-24T00:00:00Z","by":"office","fact":{fact}}}', 'UTF8'))"""
CASE, NOTICE = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
OTHER, BOOKING = "00000000-0000-0000-0000-000000000003", "00000000-0000-0000-0000-000000000004"
_SENT = f'{{"notice_id":"{NOTICE}"}}'
_BOOKED = f'{{"appointment_id":"{BOOKING}"}}'
OFFICE = (
    ADD.format(stream=CASE, topic="case.notice-sent", fact=_SENT),
    ADD.format(stream=CASE, topic="case.appointment-noted", fact=_BOOKED),
)
SITE = (
    ADD.format(stream=NOTICE, topic="notice.released", fact="{}"),
    ADD.format(stream=NOTICE, topic="appointment.confirmed", fact=_BOOKED),
)
LIES = {
    "a notice never arrived": (
        "site",
        "DELETE FROM ledger.stored_events WHERE topic = 'notice.released'",
        "arrived_once",
    ),
    "a notice arrived twice": ("site", SITE[0], "arrived_once"),
    "a notice that nobody sent": (
        "site",
        ADD.format(stream=OTHER, topic="notice.released", fact="{}"),
        "arrived_unsent",
    ),
    "a booking that the office lost": (
        "office",
        "DELETE FROM ledger.stored_events WHERE topic = 'case.appointment-noted'",
        "noted_once",
    ),
    "a booking noted twice": ("office", OFFICE[1], "noted_once"),
}


async def begin(office, site) -> None:
    """An honest pair of logs, whatever was there."""
    for log, statements in ((office, OFFICE), (site, SITE)):
        await log.execute("DELETE FROM ledger.stored_events")
        for statement in statements:
            await log.execute(statement)


async def test_logs_that_agree_and_lies_about_them(
    issuance_owner_db, booking_owner_db, issuance_admin, booking_admin
):
    logs = {"office": issuance_owner_db, "site": booking_owner_db}

    async def broken() -> set[str]:
        findings = await audit_between(issuance_admin.dsn, booking_admin.dsn)
        return {each.name for each in findings if not each.holds}

    await begin(**logs)
    assert await broken() == set()
    for lie, (log, statement, check) in LIES.items():
        await begin(**logs)
        await logs[log].execute(statement)
        assert check in await broken(), lie
