"""The canary scan finds what was planted, in every form it knows, and nothing where nothing is."""

import base64
from hashlib import sha256

import pytest

from infra.canary import Canary, CanaryScan

NAME, PIN, PASSWORD = "葛󠄀城　花子", "7394", "KXWPQRTYB564738"
SCAN = CanaryScan(
    [
        Canary(label="name", value=NAME),
        Canary(label="pin", value=PIN),
        Canary(label="password", value=PASSWORD),
    ]
)


def labels(data, *, text=True):
    return {find.label for find in SCAN.in_bytes(data, "here", text=text)}


@pytest.mark.parametrize(
    "left_behind",
    [
        PASSWORD.encode(),
        PASSWORD.encode("utf-16-le"),
        PASSWORD.encode().hex().encode(),
        PASSWORD.encode().hex().upper().encode(),
        base64.b64encode(PASSWORD.encode()),
        sha256(PASSWORD.encode()).digest(),
        sha256(PASSWORD.encode()).hexdigest().encode(),
    ],
)
def test_a_password_is_found_in_every_form(left_behind):
    assert labels(b"\x00 log: " + left_behind + b"\n", text=False) == {"password"}


@pytest.mark.parametrize("left_behind", [b'"7394"', b"pin 7394\n", b"7394", b"(7394)"])
def test_a_short_pin_is_found_where_it_stands_by_itself(left_behind):
    assert labels(left_behind) == {"pin"}


@pytest.mark.parametrize("by_chance", [b"17394", b"10:42:05.7394", b"a7394f", b"7394-4182"])
def test_four_digits_inside_other_figures_are_chance(by_chance):
    assert labels(by_chance) == set()


async def test_every_value_of_a_database_is_looked_at(issuance_admin, issuance_owner_db):
    await issuance_owner_db.execute("CREATE TABLE office.forgotten (note jsonb, blob bytea)")
    await issuance_owner_db.execute(
        "INSERT INTO office.forgotten VALUES (jsonb_build_object('name', $1::text), $2)",
        NAME,
        PASSWORD.encode(),
    )
    finds = await SCAN.in_database(issuance_admin.dsn, "issuance")
    assert {(find.label, find.place) for find in finds} == {
        ("name", "issuance:office.forgotten.note"),
        ("password", "issuance:office.forgotten.blob"),
    }


def test_files_are_searched_below_a_folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "process.log").write_text(f"typed {PIN} by somebody", encoding="utf-8")
    (tmp_path / "clean.log").write_text("nothing here 12:34:56", encoding="utf-8")
    assert [find.place for find in SCAN.in_files([tmp_path])] == [
        str(tmp_path / "deep" / "process.log")
    ]
