"""PIN keys in a key module: used inside, never given away, destroyed for good."""

import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from infra.pin_module import Module, ModuleKeys, ModuleMissingError
from issuance.cases.state import Stage
from issuance.pins.keys import KeyFault, KeyUnusableError
from issuance.pins.kinds import PinKind
from issuance.pins.sealing import EnvelopeContext, EnvelopeUnreadableError, open_sealed, seal
from issuance.pins.values import PinValues
from tests.infra.pin_desk.cards import CASE, PINS, TENANT, fresh_card, takes_the_new_pins
from tests.support.softhsm import PIN, new_token

CONTEXT = EnvelopeContext(tenant="131237", case_id=UUID(int=1), envelope_id=UUID(int=2))


@pytest.fixture(scope="module")
def module(tmp_path_factory) -> Module:
    return new_token(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture(scope="module")
def keys(module) -> ModuleKeys:
    return ModuleKeys(module)


def sealed_to(key) -> bytes:
    typed = PinValues.typed({PinKind.AUTHENTICATION: "7394"})
    return seal(typed, context=CONTEXT, key=key)


def test_what_is_sealed_to_a_key_opens_by_the_module_alone(keys):
    made = keys.make()
    key = keys.held()[made.key_id]
    assert key.sealing_key.key_id == made.key_id
    with open_sealed(sealed_to(made), context=CONTEXT, key=key) as values:
        assert values[PinKind.AUTHENTICATION] == b"7394"


def test_several_keys_stand_side_by_side_and_do_not_open_for_each_other(keys):
    first, second = keys.make(), keys.make()
    both = keys.held()
    open_sealed(sealed_to(first), context=CONTEXT, key=both[first.key_id]).wipe()
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(sealed_to(first), context=CONTEXT, key=both[second.key_id])


def test_the_private_half_never_leaves_the_module(keys):
    pkcs11 = pytest.importorskip("pkcs11")
    made = keys.make()
    handle = keys.held()[made.key_id].handle
    private = keys._session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, id=handle)
    assert private[pkcs11.Attribute.SENSITIVE]
    assert not private[pkcs11.Attribute.EXTRACTABLE]
    assert private[pkcs11.Attribute.NEVER_EXTRACTABLE]
    with pytest.raises(pkcs11.exceptions.AttributeSensitive):
        private[pkcs11.Attribute.VALUE]


def test_a_destroyed_key_opens_nothing_any_more(keys):
    made = keys.make()
    kept, blob = keys.held()[made.key_id], sealed_to(made)
    keys.destroy(made.key_id)
    keys.destroy(made.key_id)
    assert made.key_id not in keys.held()
    with pytest.raises(KeyUnusableError) as refused:
        open_sealed(blob, context=CONTEXT, key=kept)
    assert refused.value.fault is KeyFault.MODULE_REFUSED


def test_a_point_off_the_curve_never_reaches_the_module(keys):
    made = keys.make()
    blob = bytearray(sealed_to(made))
    blob[10] ^= 1
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(bytes(blob), context=CONTEXT, key=keys.held()[made.key_id])


def test_a_missing_library_or_token_is_said_with_its_remedy(module):
    with pytest.raises(ModuleMissingError, match="Remedy: set pkcs11_library"):
        ModuleKeys(replace(module, library=Path("/nowhere/module.so")))
    with pytest.raises(ModuleMissingError, match="Remedy: set pkcs11_token"):
        ModuleKeys(replace(module, token="another"))


def test_without_the_package_one_line_says_what_to_install(module, monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(ModuleMissingError, match=r"pip install 'madoguchi\[hsm\]'"):
        ModuleKeys(module)


def test_the_token_s_pin_is_shown_nowhere(module):
    assert PIN not in repr(module)


async def test_a_whole_card_is_set_with_a_key_that_never_left_the_module(
    house, desk, reader, key, keys
):
    """The case's PINs sealed anew to the module's key: the desk asks the module, nobody else."""
    made = keys.make()
    envelope = (await house.case(1)).begun_envelope
    context = EnvelopeContext(tenant=TENANT, case_id=CASE, envelope_id=envelope)
    blob = seal(PinValues.typed(PINS), context=context, key=made)
    pool = house.log.pool
    await pool.execute("DELETE FROM office.sealed_pins")
    await pool.execute(
        "INSERT INTO office.sealed_pins VALUES ($1, $2, $3, $4, now(), now())",
        *(envelope, CASE, made.key_id, blob),
    )
    desk._keys = keys
    card = fresh_card()
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert takes_the_new_pins(reader, card)
