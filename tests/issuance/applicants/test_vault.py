from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.applicants.sealing import open_person, seal_person
from issuance.applicants.vault import (
    KeyEncryptionKeyUnknownError,
    PersonKey,
    SealBrokenError,
    Vault,
    kek_id,
)
from tests.issuance.applicants.people import HANAKO, LONG_NAME

OLD, NEW = b"o" * 32, b"n" * 32
PERSON, SOMEBODY_ELSE = UUID(int=1), UUID(int=2)
VAULT = Vault(OLD)


@given(st.text())
def test_what_is_sealed_opens(value):
    key, _ = VAULT.new_key(PERSON)
    sealed = key.seal("name", value)
    assert key.open("name", sealed) == value


@pytest.mark.parametrize("person", [HANAKO, LONG_NAME])
def test_a_person_comes_back_as_written(person):
    key, wrapped = VAULT.new_key(PERSON)
    assert open_person(VAULT.open_key(PERSON, wrapped), seal_person(key, person)) == person


def test_the_same_value_never_looks_the_same():
    key, _ = VAULT.new_key(PERSON)
    assert key.seal("name", "林") != key.seal("name", "林")


def test_a_value_opens_only_in_its_own_field():
    key, _ = VAULT.new_key(PERSON)
    with pytest.raises(SealBrokenError):
        key.open("address", key.seal("name", "林"))


def test_a_value_opens_only_for_its_own_person_and_key():
    secret, key_id = b"s" * 32, UUID(int=9)
    sealed = PersonKey(PERSON, key_id, secret).seal("name", "林")
    for other in (
        PersonKey(SOMEBODY_ELSE, key_id, secret),
        PersonKey(PERSON, UUID(int=8), secret),
        PersonKey(PERSON, key_id, b"t" * 32),
    ):
        with pytest.raises(SealBrokenError):
            other.open("name", sealed)


@given(st.integers(0, 200), st.integers(1, 255))
def test_a_damaged_value_does_not_open(place, change):
    key, _ = VAULT.new_key(PERSON)
    sealed = bytearray(key.seal("name", "葛城"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBrokenError):
        key.open("name", bytes(sealed))


@given(st.binary(max_size=40))
def test_no_bytes_but_sealed_ones_open(sealed):
    key, _ = VAULT.new_key(PERSON)
    with pytest.raises(SealBrokenError):
        key.open("name", sealed)


def test_a_key_unwraps_only_for_its_own_person():
    _, wrapped = VAULT.new_key(PERSON)
    with pytest.raises(SealBrokenError):
        VAULT.open_key(SOMEBODY_ELSE, wrapped)


def test_a_key_needs_its_key_encryption_key():
    _, wrapped = VAULT.new_key(PERSON)
    with pytest.raises(KeyEncryptionKeyUnknownError):
        Vault(NEW).open_key(PERSON, wrapped)


def test_a_rewrapped_key_opens_the_same_values_without_the_old_one():
    key, wrapped = VAULT.new_key(PERSON)
    moved = Vault(NEW, older=[OLD]).rewrap(PERSON, wrapped)
    assert Vault(NEW).open_key(PERSON, moved).open("name", key.seal("name", "林")) == "林"
    assert moved.kek_id == kek_id(NEW)
    assert moved.key_id == wrapped.key_id


def test_rewrapping_a_current_key_is_nothing_to_do():
    _, wrapped = VAULT.new_key(PERSON)
    assert VAULT.rewrap(PERSON, wrapped) is wrapped


@pytest.mark.parametrize("kek", [b"", b"short", b"x" * 33])
def test_a_key_encryption_key_has_32_bytes(kek):
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(kek)


def test_nothing_personal_is_shown_by_repr():
    assert repr(HANAKO) == "Person(…)"
