"""`madoguchi demo`: the whole house for people to try, until Ctrl-C."""

import asyncio
import os
import signal
from collections.abc import Sequence

from infra.demo.hands import hands_at_the_pin_desk
from infra.demo.house import Mail
from infra.demo.opening import SampleCase
from infra.demo.ports import Ports
from infra.demo.prepare import prepare
from infra.demo.progress import Progress
from infra.demo.staff import ADMIN, ADMIN_PASSWORD, PASSWORDS, PHONE_STAFF, phone_password
from infra.demo.supervisor import House, all_parts, bare_house, children
from infra.processes import DemoSettings
from infra.settings import load

TRY = """
[bold]Booking site[/bold] (residents)      {booking}
[bold]Phone desk[/bold] (call centre)     {booking}/phone-desk
[bold]Office[/bold] (back office, board)   {office}
[bold]Counter station[/bold] (clerk)       {station}/
  and the resident's screen     {station}/resident/

[bold]Notices to book with[/bold] (made-up people)
{notices}

[bold]What to try[/bold]
  1. Book with one of these numbers and its birthday; change or cancel the appointment.
  2. In the office send the notices that are left, and open the second box.
  3. At the station call the visit, check identity, and let the resident type PINs.
  4. In the office set the PINs, close the envelope, hand it to the post.

Staff sign in as {staff}, at the station and in the office;
at the phone desk as {phone_staff}; accounts are looked after by {admin}.
Readers: {readers}.
People and cards are made up; more of them, and whole families: {folder}/sample/notices.csv
[bold]Ctrl-C[/bold] stops all; the next `make demo` goes on where you stopped.
"""


def main() -> int:
    """Run until Ctrl-C or SIGTERM; 0 after a clean stop.

    Raises:
        DemoError, PostgresError, SettingsError: why it cannot run, in one line.
    """
    progress = Progress()
    settings = load("demo", DemoSettings, os.environ)
    return asyncio.run(_until_told(settings, progress))


async def _until_told(settings: DemoSettings, progress: Progress) -> int:
    running = asyncio.create_task(_run(settings, progress))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        progress.say("Stopped. Everything is kept; `make demo` goes on from here.")
    return 0


async def _run(settings: DemoSettings, progress: Progress) -> None:
    ports = Ports(
        booking=settings.booking_port, office=settings.office_port, station=settings.station_port
    )
    async with bare_house(
        settings.folder,
        ports,
        progress=progress,
        admin_dsn=settings.postgres_dsn,
        mail=_mail(settings),
    ) as house:
        notices = await prepare(house, cases=settings.cases, seed=settings.seed, progress=progress)
        async with children(house, all_parts(house), progress), hands_at_the_pin_desk(house):
            _show(house, notices, progress)
            try:
                await asyncio.Event().wait()
            finally:
                progress.say("\nStopping …")


def _mail(settings: DemoSettings) -> Mail | None:
    if settings.smtp_host is None:
        return None
    return Mail(
        host=settings.smtp_host,
        port=settings.smtp_port,
        starttls=settings.smtp_starttls,
        sender=settings.smtp_sender,
        alerts_to=settings.alerts_to,
    )


def _show(house: House, notices: Sequence[SampleCase], progress: Progress) -> None:
    lines = [
        f"  {each.notice_number}   birthday {each.birth_on}   age {each.age}"
        + (f", one of a family of {each.family_size}" if each.family else "")
        for each in notices
    ]
    progress.say(
        TRY.format(
            booking=house.booking_url,
            office=house.office_url,
            station=house.station_url,
            notices="\n".join(lines) or "  (all are booked; see sample/notices.csv)",
            folder=house.folder,
            readers=house.readers.kind,
            phone_staff=f"{PHONE_STAFF} with {phone_password(house.folder)}",
            admin=f"{ADMIN} with {ADMIN_PASSWORD}",
            staff=" or ".join(f"{code} with {word}" for code, word in PASSWORDS.items()),
        )
    )
