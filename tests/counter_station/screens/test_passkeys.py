"""パスキー at a station: checked here by what is released, each refusal by its own code."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from counter_station.journal.file import JournalFile
from counter_station.journal.outbox import Outbox
from counter_station.journal.strongbox import StrongBox
from counter_station.released import ReleasedClerk, ReleasedPasskey, StaffList
from counter_station.screens.passkey_questions import PasskeyTooLateError
from counter_station.screens.passkeys import NoStaffListError, Passkeys, PasskeyUnknownError
from issuance.passkeys.site import PasskeyRefusedError, site_at
from tests.support.authenticator import Authenticator

MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # nine in Tokyo
HERE = "http://localhost:8720"


class Desk:
    """A station without the office; opened again, it is the next process."""

    def __init__(self, path, url=HERE, domain=""):
        self.now, self._path, self._site = MORNING, path, site_at(url, domain)
        self.released = StaffList(day=MORNING.date(), clerks=(self.clerk("K01"),))
        self.open()

    def clerk(self, staff_id, *keys):
        return ReleasedClerk(staff_id=staff_id, pin_hash="", passkeys=keys)

    def open(self):
        self.file = JournalFile(self._path, StrongBox(b"j" * 32))
        outbox = Outbox(self.file)
        self.passkeys = Passkeys(self._site, lambda: self.released, outbox, lambda: self.now)

    def restart(self):
        self.file.close()
        self.open()

    def release(self, staff_id, made):
        """The office's next list has the key."""
        key = ReleasedPasskey(
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
        )
        clerks = (self.clerk("K02"), self.clerk(staff_id, key))
        self.released = StaffList(day=MORNING.date(), clerks=clerks)

    def register(self, key, staff_id="K01"):
        asked = self.passkeys.ask_to_register(staff_id)
        made = self.passkeys.new_key(staff_id, asked.step, key.create(challenge(asked)))
        self.release(staff_id, made)
        return made

    def sign_in(self, key):
        asked = self.passkeys.ask_to_sign_in()
        return self.passkeys.sign_in(asked.step, key.get(challenge(asked)))


def challenge(asked):
    return json.loads(bytes(asked.options))["challenge"]


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "journal.sqlite")
    yield desk
    desk.file.close()


@pytest.fixture
def key(desk):
    """K01's, registered."""
    key = Authenticator(origin=HERE, host="localhost")
    desk.register(key)
    return key


def test_a_key_says_whose_it_is_as_often_as_it_likes(desk, key):
    assert [desk.sign_in(key) for _ in range(2)] == ["K01", "K01"]
    assert desk.passkeys.known_of("K01") == 1
    assert desk.passkeys.known_of("K02") == 0


def test_a_key_that_is_known_is_not_made_twice(desk, key):
    options = json.loads(bytes(desk.passkeys.ask_to_register("K01").options))
    assert len(options["excludeCredentials"]) == 1
    assert options["authenticatorSelection"]["userVerification"] == "required"


def test_a_key_of_somebody_who_left_or_that_was_taken_away_is_not_known(desk, key):
    desk.released = StaffList(day=MORNING.date(), clerks=(desk.clerk("K01"), desk.clerk("K02")))
    with pytest.raises(PasskeyUnknownError):
        desk.sign_in(key)


def test_without_a_list_of_today_nobody_is_known(desk, key):
    desk.released = None
    with pytest.raises(NoStaffListError):
        desk.sign_in(key)


def test_an_answer_is_good_once_and_for_minutes(desk, key):
    asked = desk.passkeys.ask_to_sign_in()
    answer = key.get(challenge(asked))
    assert desk.passkeys.sign_in(asked.step, answer) == "K01"
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.sign_in(asked.step, answer)
    with pytest.raises(PasskeyRefusedError):
        desk.passkeys.sign_in(desk.passkeys.ask_to_sign_in().step, answer)
    late = desk.passkeys.ask_to_sign_in()
    desk.now += timedelta(minutes=5)
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.sign_in(late.step, key.get(challenge(late)))


@pytest.mark.parametrize("bent", ["origin", "host", "verified", "key"])
def test_what_is_no_answer_to_our_question_is_refused(desk, key, bent):
    stranger = Authenticator(origin="http://localhost:8721", host="station.example")
    setattr(key, bent, False if bent == "verified" else getattr(stranger, bent))
    with pytest.raises(PasskeyRefusedError):
        desk.sign_in(key)


@pytest.mark.parametrize("answer", ["", "{}", '{"id":1,"rawId":[],"response":{"é":"あ"}}'])
def test_nonsense_is_refused(desk, key, answer):
    with pytest.raises(PasskeyRefusedError):
        desk.passkeys.sign_in(desk.passkeys.ask_to_sign_in().step, answer)


def test_an_older_copy_of_a_key_is_noticed_also_after_a_restart(desk, key):
    assert [desk.sign_in(key) for _ in range(3)] == ["K01"] * 3
    desk.restart()
    key.count = 2
    with pytest.raises(PasskeyRefusedError):
        desk.sign_in(key)
    assert desk.sign_in(key) == "K01"


def test_a_question_to_one_is_not_answered_by_another(desk):
    asked = desk.passkeys.ask_to_register("K01")
    answer = Authenticator(origin=HERE, host="localhost").create(challenge(asked))
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.new_key("K02", asked.step, answer)
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.new_key("K01", asked.step, answer)


def test_a_question_to_register_lets_nobody_in(desk, key):
    asked = desk.passkeys.ask_to_register("K01")
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.sign_in(asked.step, key.get(challenge(asked)))


def test_many_questions_push_out_the_oldest(desk, key):
    first = desk.passkeys.ask_to_sign_in()
    for _ in range(100):
        last = desk.passkeys.ask_to_sign_in()
    with pytest.raises(PasskeyTooLateError):
        desk.passkeys.sign_in(first.step, key.get(challenge(first)))
    assert desk.passkeys.sign_in(last.step, key.get(challenge(last))) == "K01"


def test_one_domain_makes_a_key_good_at_every_station(tmp_path):
    one, other = (
        Desk(tmp_path / name, f"https://{name}.madoguchi.example", "madoguchi.example")
        for name in ("a1", "a2")
    )
    key = Authenticator(origin="https://a1.madoguchi.example", host="madoguchi.example")
    other.release("K01", one.register(key))
    key.origin = "https://a2.madoguchi.example"
    assert other.sign_in(key) == "K01"
    for desk in (one, other):
        desk.file.close()
