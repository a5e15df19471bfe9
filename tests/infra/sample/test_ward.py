import csv
from collections import Counter
from datetime import date

import pytest

from infra.sample.towns import WARD, edogawa_towns
from infra.sample.ward import FolderInUseError, write_sample_ward
from issuance.applicants.application_ids import case_id
from issuance.calendar import age_on
from issuance.intake.delivery_list import parse_delivery_list
from issuance.intake.resident_changes import Change, parse_resident_changes
from issuance.intake.words import Flag
from issuance.notices.numbers import notice_number, parse_notice_number

TODAY = date(2026, 11, 22)
NOTICE, APPLICATION = b"n" * 32, b"a" * 32


def write(out, cases=300, seed=1, today=TODAY):
    return write_sample_ward(
        cases, seed, out, today, notice_secret=NOTICE, application_secret=APPLICATION
    )


def delivered(summary, today=TODAY):
    return [
        row for path in summary.lists for row in parse_delivery_list(path.read_bytes(), today).rows
    ]


def changes(summary):
    return parse_resident_changes(summary.resident_changes.read_bytes(), TODAY).rows


def notices(summary):
    with summary.notices.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    return write(tmp_path_factory.mktemp("ward") / "sample")


@pytest.mark.parametrize("cases", [1, 2, 3, 5, 49, 50, 51, 260])
@pytest.mark.parametrize("seed", [0, 1, 2026])
def test_every_ward_of_any_size_is_a_list_the_office_takes(tmp_path, cases, seed):
    summary = write(tmp_path, cases, seed)
    assert summary.cases == cases == len(delivered(summary)) == len(notices(summary))
    assert summary.changes == len(changes(summary))


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 3, 31)])
def test_any_day_will_do(tmp_path, today):
    assert len(delivered(write(tmp_path, 200, today=today), today)) == 200


def test_the_same_seed_writes_the_same_files(tmp_path):
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    differing = write(tmp_path / "differing", seed=2)
    assert contents(one) == contents(other) != contents(differing)


def contents(summary):
    paths = [*summary.lists, summary.notices, summary.resident_changes]
    return [(path.name, path.read_bytes()) for path in paths]


def test_lists_come_in_both_encodings(ward):
    first, second = ward.lists
    assert first.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "氏名" in first.read_text("utf-8-sig")
    with pytest.raises(UnicodeDecodeError):
        second.read_bytes().decode()


def test_boxes_hold_fifty_cards(ward):
    boxes = Counter(row.box for row in delivered(ward))
    assert set(boxes.values()) == {50}
    assert len(boxes) == ward.boxes == 6


def test_all_numbers_differ(ward):
    rows = delivered(ward)
    assert len({row.application_id for row in rows}) == len(rows)
    assert len({row.card_serial for row in rows}) == len(rows)
    assert len({row["notice_number"] for row in notices(ward)}) == len(rows)


def test_every_awkward_name_is_there(ward):
    people = [row.person for row in delivered(ward)]
    names = " ".join(person.name for person in people)
    for awkward in (
        "葛\U000e0100",
        "邉\U000e0102",
        "辻\U000e0101",
        "\U00020bb7",
        "﨑",
        "髙",
        "\ufa19",
    ):
        assert awkward in names
    assert any(len(person.name) > 40 for person in people)
    assert any(person.former_name for person in people)
    assert any(person.alias for person in people)
    assert any(person.name_kana is None for person in people)


def test_all_ages_from_newborn_to_a_hundred(tmp_path):
    ages = {age_on(TODAY, row.person.birth_on) for row in delivered(write(tmp_path, 3000))}
    assert (min(ages), max(ages)) == (0, 100)
    assert len(ages) > 90


def test_people_live_in_real_towns(ward):
    towns = {town.postcode: town.name for town in edogawa_towns()}
    assert len(towns) > 40
    for row in delivered(ward):
        assert row.person.address.startswith(WARD + towns[row.person.postcode])


def test_children_have_no_signature_certificate(ward):
    for row in delivered(ward):
        if age_on(TODAY, row.person.birth_on) < 15:
            assert Flag.NO_SIGNATURE in row.flags


def test_notices_are_those_the_office_will_send(ward):
    cards = {row.application_id: row for row in delivered(ward)}
    for line in notices(ward):
        card = cards[line["application_id"]]
        number = notice_number(NOTICE, case_id(APPLICATION, card.application_id), 1)
        assert parse_notice_number(line["notice_number"]) == number
        assert line["birth_date"] == card.person.birth_on.isoformat()
        assert (line["box"], line["card_serial"]) == (card.box, card.card_serial)


def test_families_live_together_and_are_named(ward):
    people = {row.application_id: row.person for row in delivered(ward)}
    families: dict[str, list[dict[str, str]]] = {}
    for line in notices(ward):
        if line["family"]:
            families.setdefault(line["family"], []).append(line)
        else:
            assert line["family_size"] == "1"
    for members in families.values():
        assert len({people[each["application_id"]].address for each in members}) == 1
        assert {each["family_size"] for each in members} == {str(len(members))}
    assert {2, 3, 4} <= {len(members) for members in families.values()}


def test_a_ward_begins_with_somebody_alone_and_a_family_of_three(tmp_path):
    first, *family = notices(write(tmp_path, 10))[:4]
    assert first["family"] == ""
    assert len({each["family"] for each in family}) == 1
    assert {each["family_size"] for each in family} == {"3"}
    assert sorted(int(each["age"]) >= 18 for each in family) == [False, True, True]
    assert not any(each["what_happened"] for each in (first, *family))


def test_some_moved_or_died_meanwhile(ward):
    kinds = {row.change for row in changes(ward)}
    assert kinds == {Change.MOVED_OUT, Change.ADDRESS, Change.DIED}
    known = {row.application_id for row in delivered(ward)}
    assert {row.application_id for row in changes(ward)} <= known
    told = {line["application_id"]: line["what_happened"] for line in notices(ward)}
    for row in changes(ward):
        assert told[row.application_id] == row.change.value


def test_an_earlier_sample_is_replaced_and_nothing_else(tmp_path):
    write(tmp_path, 60)
    assert len(delivered(write(tmp_path, 3))) == 3
    assert len(list(tmp_path.glob("delivery_list_*.csv"))) == 1


def test_a_folder_with_real_lists_is_left_alone(tmp_path):
    real = tmp_path / "delivery_list_01_utf8.csv"
    real.write_text("a ward's own")
    with pytest.raises(FolderInUseError):
        write(tmp_path)
    assert real.read_text() == "a ward's own"
