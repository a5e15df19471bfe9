"""Taking in a delivery list: wholly, or not at all with a report by line; safe to repeat."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from infra.delivery import report_lines
from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.sample.ward import write_sample_ward
from issuance.intake.lists import import_delivery_list

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SECRET = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
async def issuance(issuance_access):
    settings = BackOfficeSettings(
        dsn=issuance_access.dsn,
        application_id_secret=SECRET,
        notice_secret=SECRET,
        birthday_key=SECRET,
        applicants_key=SECRET,
    )
    async with open_office(settings) as opened:
        yield opened


def lists_of(tmp_path, cases):
    out = tmp_path / "ward"
    summary = write_sample_ward(
        cases, 7, out, date(2026, 11, 22), notice_secret=SECRET, application_secret=SECRET
    )
    return [path.read_bytes() for path in summary.lists]


async def take_in(issuance, content):
    return await import_delivery_list(issuance, content, by="staff:K01", at=NOW)


async def test_a_list_is_taken_in_once(issuance, issuance_log, tmp_path):
    content = lists_of(tmp_path, 20)[0]
    first = await take_in(issuance, content)
    head = await issuance_log.head()
    again = await take_in(issuance, content)
    assert (first.new, first.problems) == (16, ())
    assert (again.new, again.problems) == (0, ())
    assert await issuance_log.head() == head


async def test_the_same_cards_in_another_file_are_known(issuance, issuance_log, tmp_path):
    content = lists_of(tmp_path, 20)[0]
    await take_in(issuance, content)
    head = await issuance_log.head()
    assert (await take_in(issuance, content + b"\r\n")).new == 0
    assert await issuance_log.head() == head


async def test_one_bad_line_keeps_the_whole_file_out(issuance, issuance_log, tmp_path):
    lines = lists_of(tmp_path, 20)[0].decode("utf-8-sig").splitlines(keepends=True)
    report = await take_in(issuance, "".join([*lines, lines[3]]).encode())
    said = report_lines(Path("list.csv"), report)
    assert any(line.startswith(f"list.csv:{len(lines) + 1}: ") for line in said)
    assert said[-1].startswith("list.csv: nothing was taken in")
    assert await issuance_log.head() == 0


async def test_a_serial_of_another_case_is_refused_by_line(issuance, issuance_log, tmp_path):
    lines = lists_of(tmp_path, 20)[0].decode("utf-8-sig").splitlines(keepends=True)
    await take_in(issuance, "".join(lines).encode())
    head = await issuance_log.head()
    other = "9" * 23 + lines[1][23:]
    report = await take_in(issuance, (lines[0] + other).encode())
    assert [(each.line, each.column, each.code) for each in report.problems] == [
        (2, "card_serial", "serial-known")
    ]
    assert await issuance_log.head() == head


async def test_ten_thousand_lines_take_less_than_half_a_minute(issuance, tmp_path):
    content = max(lists_of(tmp_path, 12_500), key=len)
    began = time.monotonic()
    report = await take_in(issuance, content)
    assert (report.new, report.problems) == (10_000, ())
    assert time.monotonic() - began < 30
