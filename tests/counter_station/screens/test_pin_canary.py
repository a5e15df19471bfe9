"""No PIN anywhere: not in the journal, a log, a page, a header, an address, in any spelling."""

from base64 import b64encode
from hashlib import sha256
from itertools import chain

from tests.counter_station.screens.people_at_counter import whole_visit
from tests.counter_station.screens.station_process import journal_opened
from tests.support.process_memory import in_memory

PIN, WEAK, WRONG = "7391", "8787", "5064"
PASSWORD = "zqx7391kv"
CANARIES = (PIN, WEAK, WRONG, PASSWORD, PASSWORD.upper())


def spellings(canary):
    """The value as it might have leaked; four digits alone occur by chance in hashes and times."""
    plain = canary.encode()
    yield from (canary.encode("utf-16-le"), canary.encode("utf-16-be"))
    yield sha256(plain).hexdigest().encode()
    yield sha256(plain).digest()
    if len(canary) > 4:
        yield from (plain, plain.hex().encode(), b64encode(plain).rstrip(b"="))
    else:
        for before, after in (('"', '"'), (">", "<"), ("=", "&"), ("'", "'"), (" ", " ")):
            yield f"{before}{canary}{after}".encode()


def in_forms():
    """As the memory of the process might still hold it: decoded, sent, normalised, encoded.

    Four digits alone occur by chance among millions of bytes; as a field of a form they do not.
    """
    for password in (PASSWORD, PASSWORD.upper()):
        yield from (password.encode(), password.encode("utf-16-le"), password.encode("utf-32-le"))
    for value in (PIN, WEAK, WRONG):
        yield from (f"first={value}".encode(), f"again={value}".encode())


def test_no_canary_is_left_after_a_visit_with_every_mistake(office, station, clerk, resident):
    adult, family = office.parties
    clerk.of_visit(adult, "call")
    clerk.identify(adult, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(adult, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.type(PIN, WRONG)
    resident.type(f"{PIN}{WRONG}")
    resident.type(WEAK)
    resident.send("/resident/weak", use="no")
    resident.type(PIN)
    resident.type(PASSWORD, PASSWORD + "1")
    resident.type(PASSWORD)
    clerk.let_travel(adult)
    clerk.of_visit(adult, "finish")
    shown = office.parties[adult].reference.encode()
    assert in_memory(station.pid, shown, *in_forms()) == {shown}
    # While the office is away the sealed form stays on the disk; a break-off leaves nothing.
    office.fail = True
    clerk.of_visit(family, "call")
    clerk.identify(family, "drivers-licence", "passport")
    clerk.of_visit(family, "pins", case_id=clerk.case_id)
    resident.begin("several")
    resident.type(PIN)
    station.kill()

    written = [each.read_bytes() for each in station.folder.rglob("*") if each.is_file()]
    pages = [
        part.encode()
        for url, headers, text in chain(clerk.answers, resident.answers)
        for part in (url, str(headers), text)
    ]
    heard = [str({**each, "blob": ""}).encode() for each in office.heard]
    # Locked rows would hide a canary: what they hold is searched unlocked.
    everything = b"\n".join((*written, journal_opened(station.folder), *pages, *heard))
    found = {canary for canary in CANARIES for each in spellings(canary) if each in everything}
    assert found == set()
    assert b"station.pins-sealed" in everything


def test_the_scan_finds_what_it_looks_for(clerk, resident, office, adult):
    """The control: a value that is shown on purpose is found by the same scan."""
    whole_visit(clerk, resident, adult)
    pages = b"\n".join(text.encode() for _, _, text in clerk.answers)
    shown = office.parties[adult].reference
    assert any(each in pages for each in spellings(shown))


def test_no_name_is_written_down(office, station, clerk, resident, adult):
    whole_visit(clerk, resident, adult)
    assert "試験 太郎" in "".join(text for _, _, text in clerk.answers)
    files = [each.read_bytes() for each in station.folder.rglob("*") if each.is_file()]
    written = b"\n".join((*files, journal_opened(station.folder)))
    for personal in ("試験", "シケン", "江戸川区架空町", "1985-04-08"):
        assert personal.encode() not in written
        assert personal.encode("unicode_escape") not in written
