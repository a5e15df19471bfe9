"""The demo's clerks can sign in, at the station and in the office."""

from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher

from booking_web.phone_desk.staff import StaffFile
from infra.demo.staff import (
    PASSWORDS,
    PHONE_STAFF,
    hire_staff,
    phone_password,
    write_phone_staff,
)
from issuance.office.staff.accounts import Accounts
from issuance.office.staff.station_pins import clerks_of_stations


async def test_the_stations_will_know_them(issuance_log, issuance_db):
    await hire_staff(issuance_log)
    released = {each.staff_id: each for each in await clerks_of_stations(issuance_db)}
    assert set(released) == set(PASSWORDS)
    for code, password in PASSWORDS.items():
        assert PasswordHasher().verify(released[code].pin_hash, password)
        assert released[code].supervisor


async def test_the_office_knows_them(issuance_log, issuance_db):
    await hire_staff(issuance_log)
    accounts = Accounts(issuance_db, failures_before_lock=5, lock=timedelta(minutes=15))
    for code, password in PASSWORDS.items():
        staff = await accounts.check(code, password, datetime(2026, 11, 22, tzinfo=UTC))
        assert staff.staff_id == code


def test_the_phone_desk_knows_its_own_and_the_password_stays(tmp_path):
    write_phone_staff(tmp_path)
    password = phone_password(tmp_path)
    write_phone_staff(tmp_path)
    assert phone_password(tmp_path) == password
    file = StaffFile(tmp_path / "phone_staff.toml")
    assert file.codes == [PHONE_STAFF]
    assert file.agrees(PHONE_STAFF, password)
