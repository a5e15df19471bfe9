"""Known devices: guessing locks strangers out, and not the owner in their own browser."""

import pytest

from booking_web.notices.devices import MOST_NUMBERS, Devices
from booking_web.refusals import LockedOutError, NotRecognisedError
from tests.booking_web.desk.samples import NOW
from tests.booking_web.exchange.samples import BIRTHDAY, id_of, number_of
from tests.booking_web.notices.test_identification import WRONG, identification, refusal_of

__all__ = ["identification"]
DEVICES = Devices(b"k" * 32)


def test_a_browser_knows_the_numbers_it_signed_in_with():
    cookie = DEVICES.remember(None, "FIRST")
    cookie = DEVICES.remember(cookie, "SECOND")
    assert DEVICES.known(cookie, "FIRST")
    assert DEVICES.known(cookie, "SECOND")
    assert DEVICES.known(cookie, "FIRST") != DEVICES.known(cookie, "SECOND")
    assert DEVICES.known(cookie, "THIRD") is None
    assert DEVICES.remember(cookie, "FIRST") != cookie
    assert "FIRST" not in cookie


def test_only_so_many_numbers_are_kept():
    cookie = None
    for each in range(MOST_NUMBERS + 1):
        cookie = DEVICES.remember(cookie, str(each))
    assert DEVICES.known(cookie, "0") is None
    assert all(DEVICES.known(cookie, str(each)) for each in range(1, MOST_NUMBERS + 1))


@pytest.mark.parametrize("made_up", ["", "x", "A" * 43, "é" * 20, "A" * 10_000, "=" * 40, "*" * 64])
def test_a_cookie_that_is_not_ours_is_a_strangers(made_up):
    assert DEVICES.known(made_up, "FIRST") is None
    assert DEVICES.known(Devices(b"o" * 32).remember(None, "FIRST"), "FIRST") is None


async def owner(identification):
    return identification.devices.remember(None, number_of(1))


async def test_the_owner_comes_in_while_strangers_are_locked_out(identification):
    mine = await owner(identification)
    for _ in range(5):
        await refusal_of(identification, number_of(1), WRONG)
    assert type(await refusal_of(identification, number_of(1), BIRTHDAY)) is LockedOutError
    known = await identification.identify(
        number_of(1), BIRTHDAY, origin="here", at=NOW, device=mine
    )
    assert known.notice_id == id_of(1)
    assert type(await refusal_of(identification, number_of(1), BIRTHDAY)) is LockedOutError


async def test_a_known_device_has_no_more_tries_than_a_stranger(identification):
    mine = await owner(identification)
    for _ in range(5):
        with pytest.raises(NotRecognisedError):
            await identification.identify(number_of(1), WRONG, origin="here", at=NOW, device=mine)
    with pytest.raises(LockedOutError):
        await identification.identify(number_of(1), BIRTHDAY, origin="here", at=NOW, device=mine)
    await identification.identify(number_of(1), BIRTHDAY, origin="elsewhere", at=NOW)


async def test_the_cookie_of_one_number_helps_with_no_other(identification):
    mine = await owner(identification)
    for _ in range(5):
        with pytest.raises(NotRecognisedError):
            await identification.identify(number_of(2), WRONG, origin="here", at=NOW, device=mine)
    assert type(await refusal_of(identification, number_of(2), BIRTHDAY)) is LockedOutError
