"""Number and birthday: known, one answer for everything else, and a lock against guessing."""

import asyncio
from datetime import date, timedelta
from statistics import quantiles
from time import perf_counter

import pytest

from booking_web.notices import Identification, Limit
from booking_web.refusals import (
    BookingRefusal,
    LockedOutError,
    NotRecognisedError,
    TooManyAttemptsError,
)
from tests.booking_web.desk.samples import NOW
from tests.booking_web.exchange.samples import (
    BIRTHDAY,
    BIRTHDAY_KEY,
    DEADLINE,
    Office,
    exchange_of,
    id_of,
    number_of,
    released,
    venue,
    withdrawn,
)

WRONG = date(1987, 3, 1)
LOCK = timedelta(minutes=30)


def identification_on(log, origin_failures: int = 100) -> Identification:
    return Identification(
        log,
        birthday_key=BIRTHDAY_KEY,
        per_number=Limit(failures=5, lock=LOCK),
        per_origin=Limit(failures=origin_failures, within=timedelta(hours=1), lock=LOCK),
    )


@pytest.fixture
async def identification(booking_log) -> Identification:
    exchange, office = exchange_of(booking_log), Office()
    await exchange.take_in(office.say(venue(), released(1), released(2)), at=NOW)
    await exchange.take_in(office.say(withdrawn(2)), at=NOW)
    return identification_on(booking_log)


async def refusal_of(identification, number, birthday, *, at=NOW, origin="here"):
    with pytest.raises(BookingRefusal) as refused:
        await identification.identify(number, birthday, origin=origin, at=at)
    return refused.value


async def test_number_and_birthday_are_known(identification):
    known = await identification.identify(number_of(1), BIRTHDAY, origin="here", at=NOW)
    stands = known.notice
    assert (known.notice_id, stands.round, stands.pickup_deadline) == (id_of(1), 1, DEADLINE)
    assert stands.withdrawn is None


async def test_a_withdrawn_notice_is_known_as_such(identification):
    known = await identification.identify(number_of(2), BIRTHDAY, origin="here", at=NOW)
    assert known.notice.withdrawn


@pytest.mark.parametrize(
    ("number", "birthday"),
    [
        (number_of(1), WRONG),
        (number_of(99), BIRTHDAY),
        ("2" * 11 + "3", BIRTHDAY),
        ("", BIRTHDAY),
        ("\x00' OR 1=1 --", BIRTHDAY),
        ("9" * 100_000, BIRTHDAY),
    ],
)
async def test_everything_else_is_one_answer(identification, number, birthday):
    refused = await refusal_of(identification, number, birthday)
    assert type(refused) is NotRecognisedError
    assert (str(refused), refused.args) == ("not-recognised", ())


@pytest.mark.parametrize("number", [number_of(1), number_of(99), "nonsense"])
async def test_five_failures_lock_known_and_unknown_alike(identification, number):
    for _ in range(5):
        assert type(await refusal_of(identification, number, WRONG)) is NotRecognisedError
    refused = await refusal_of(identification, number, BIRTHDAY)
    assert type(refused) is LockedOutError
    assert refused.until == NOW + LOCK
    later = await refusal_of(identification, number, WRONG, at=NOW + LOCK)
    assert type(later) is NotRecognisedError


async def test_the_lock_ends_when_it_was_said_to(identification):
    for _ in range(5):
        await refusal_of(identification, number_of(1), WRONG)
    for minutes in (1, 10, 29):
        at = NOW + timedelta(minutes=minutes)
        refused = await refusal_of(identification, number_of(1), BIRTHDAY, at=at)
        assert refused.until == NOW + LOCK
    await identification.identify(number_of(1), BIRTHDAY, origin="here", at=NOW + LOCK)


async def test_it_is_the_same_number_however_it_is_typed(identification):
    number = number_of(1)
    typed = [number, number.lower(), f"{number[:4]}-{number[4:8]}-{number[8:]}", f" {number} "]
    for each in [*typed, number]:
        await refusal_of(identification, each, WRONG)
    assert type(await refusal_of(identification, number, BIRTHDAY)) is LockedOutError


async def test_a_right_answer_forgives_the_failures_before(identification):
    for _ in range(3):
        for _ in range(4):
            await refusal_of(identification, number_of(1), WRONG)
        await identification.identify(number_of(1), BIRTHDAY, origin="here", at=NOW)


async def test_failures_are_forgotten_after_a_day(identification):
    for day in range(8):
        at = NOW + timedelta(hours=25 * day)
        refused = await refusal_of(identification, number_of(1), WRONG, at=at)
        assert type(refused) is NotRecognisedError


async def test_workers_and_restarts_count_together(identification, booking_log):
    for _ in range(5):
        await refusal_of(identification_on(booking_log), number_of(1), WRONG)
    refused = await refusal_of(identification_on(booking_log), number_of(1), BIRTHDAY)
    assert type(refused) is LockedOutError


async def test_guessing_all_at_once_is_no_way_round_the_lock(identification):
    refusals = await asyncio.gather(
        *(refusal_of(identification, number_of(1), WRONG) for _ in range(30))
    )
    kinds = [type(each) for each in refusals]
    assert (kinds.count(NotRecognisedError), kinds.count(LockedOutError)) == (5, 25)


async def test_one_origin_cannot_try_number_after_number(booking_log, identification):
    strict = identification_on(booking_log, origin_failures=10)
    for person in range(100, 110):
        await refusal_of(strict, number_of(person), WRONG)
    refused = await refusal_of(strict, number_of(1), BIRTHDAY)
    assert type(refused) is TooManyAttemptsError
    await strict.identify(number_of(1), BIRTHDAY, origin="elsewhere", at=NOW)


async def test_a_success_does_not_whitewash_an_origin(booking_log, identification):
    strict = identification_on(booking_log, origin_failures=10)
    for person in range(100, 110):
        await refusal_of(strict, number_of(person), WRONG)
        if person < 109:
            await strict.identify(number_of(1), BIRTHDAY, origin="here", at=NOW)
    refused = await refusal_of(strict, number_of(1), BIRTHDAY)
    assert type(refused) is TooManyAttemptsError


async def test_what_was_typed_is_not_kept(identification, booking_log):
    await refusal_of(identification, number_of(77), WRONG, origin="203.0.113.7")
    rows = await booking_log.pool.fetch("SELECT * FROM booking.failures")
    kept = repr([tuple(row) for row in rows])
    assert len(rows) == 2
    assert number_of(77) not in kept
    assert "203.0.113.7" not in kept


async def test_old_failures_are_swept_out(identification, booking_log):
    await refusal_of(identification, number_of(77), WRONG)
    much_later = NOW + timedelta(days=3)
    await identification.identify(number_of(1), BIRTHDAY, origin="there", at=much_later)
    assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.failures") == 0


async def test_wrong_number_and_wrong_birthday_take_the_same_time(identification):
    """Interleaved, and by the fastest tenth, which a busy machine disturbs least."""
    at = NOW
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    for round_ in range(150):
        at += timedelta(hours=25)
        number = {"known": number_of(1), "unknown": number_of(200)}
        for kind in ("known", "unknown") if round_ % 2 else ("unknown", "known"):
            began = perf_counter()
            await refusal_of(identification, number[kind], WRONG, at=at)
            seconds[kind].append(perf_counter() - began)
    known, unknown = (quantiles(each, n=10)[0] for each in seconds.values())
    assert abs(known - unknown) < 0.25 * max(known, unknown)
