"""The demo sends letters, and alerts to the office, only where a mail server is configured."""

from booking_web.letters.settings import LettersSettings
from booking_web.settings import BookingSettings
from infra.demo.house import Mail
from infra.demo.ports import Ports
from infra.demo.progress import Silent
from infra.demo.supervisor import all_parts, bare_house, children
from infra.processes import WorkerSettings
from infra.settings import load

MAIL = Mail(
    host="127.0.0.1", port=2525, starttls=False,
    sender="madoguchi@localhost", alerts_to="office@localhost",
)  # fmt: skip


async def test_with_a_mail_server_the_process_runs_and_the_site_asks(tmp_path):
    async with bare_house(tmp_path, Ports.free(), progress=Silent(), mail=MAIL) as house:
        booking = load("booking", BookingSettings, {}, house.config("booking"))
        letters = load("letters", LettersSettings, {}, house.config("letters"))
        assert booking.contacts_key == letters.contacts_key
        assert (letters.smtp_host, letters.smtp_port) == ("127.0.0.1", 2525)
        worker = load("worker", WorkerSettings, {}, house.config("worker"))
        assert (worker.alert_mail_to, worker.smtp_port) == (("office@localhost",), 2525)
        assert worker.alert_sender == MAIL.sender
        [part] = [each for each in all_parts(house) if each.name == "letters"]
        async with children(house, [part], Silent()):
            assert house.children["letters"].pid is not None


async def test_without_one_there_is_no_process_and_no_field(tmp_path):
    async with bare_house(tmp_path, Ports.free(), progress=Silent()) as house:
        booking = load("booking", BookingSettings, {}, house.config("booking"))
        assert booking.contacts_key is None
        worker = load("worker", WorkerSettings, {}, house.config("worker"))
        assert (worker.alert_mail_to, worker.smtp_host) == ((), None)
        assert "letters" not in {each.name for each in all_parts(house)}
