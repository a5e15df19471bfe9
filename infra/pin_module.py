"""PIN keys in a key module (PKCS#11): made inside, used inside, never given away.

P-256; HPKE's Diffie-Hellman step is the module's (CKM_ECDH1_DERIVE). The Python package is the
optional extra `hsm`; tests run against SoftHSM 2.
"""

import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric import ec

from infra.settings import SettingsError
from issuance.pins.keys import KeyFault, KeyUnusableError, SealingKey

if TYPE_CHECKING:
    from pkcs11 import Session

_LABEL: Final = "madoguchi sealed PINs"
_SECRET_BITS: Final = 256


class ModuleMissingError(SettingsError):
    """The package or the module is not there; the text says the remedy."""


@dataclass(frozen=True, kw_only=True)
class Module:
    """Which module, which token in it, and the user's PIN for it."""

    library: Path
    token: str
    pin: str = field(repr=False)


class ModuleKey:
    """One private key inside the module, found again by its CKA_ID each time."""

    def __init__(self, session: "Session", handle: bytes, sealing_key: SealingKey) -> None:
        self._session, self.handle, self.sealing_key = session, handle, sealing_key

    def exchange(self, point: bytes) -> bytes:
        from pkcs11 import KDF, Attribute, DeriveMixin, KeyType, ObjectClass  # noqa: PLC0415

        with _refusals():
            private = self._session.get_key(ObjectClass.PRIVATE_KEY, id=self.handle)
            assert isinstance(private, DeriveMixin)
            secret = private.derive_key(
                KeyType.GENERIC_SECRET,
                _SECRET_BITS,
                mechanism_param=(KDF.NULL, None, point),
                template={Attribute.SENSITIVE: False, Attribute.EXTRACTABLE: True},
            )
            return bytes(secret[Attribute.VALUE])


class ModuleKeys:
    """The keys of one token. Open it once; PKCS#11 sessions are not for two threads at a time."""

    def __init__(self, module: Module) -> None:
        """Sign in to the token.

        Raises:
            ModuleMissingError: no package, no library, or no such token.
            KeyUnusableError: the token does not take the PIN.
        """
        self._session = _session(module)

    def held(self) -> Mapping[str, ModuleKey]:
        from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415

        found: dict[str, ModuleKey] = {}
        wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.LABEL: _LABEL}
        with _refusals():
            for public in self._session.get_objects(wanted):
                handle = bytes(public[Attribute.ID])
                key = _sealing_key(bytes(public[Attribute.EC_POINT]))
                found[key.key_id] = ModuleKey(self._session, handle, key)
        return found

    def make(self) -> SealingKey:
        from pkcs11 import Attribute, KeyType, MechanismFlag  # noqa: PLC0415
        from pkcs11.util.ec import encode_named_curve_parameters  # noqa: PLC0415

        curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
        with _refusals():
            domain = self._session.create_domain_parameters(KeyType.EC, curve, local=True)
            public, _ = domain.generate_keypair(
                id=secrets.token_bytes(8),
                label=_LABEL,
                store=True,
                capabilities=MechanismFlag.DERIVE,
                private_template={
                    Attribute.PRIVATE: True,
                    Attribute.SENSITIVE: True,
                    Attribute.EXTRACTABLE: False,
                },
            )
            return _sealing_key(bytes(public[Attribute.EC_POINT]))

    def destroy(self, key_id: str) -> None:
        from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415

        key = self.held().get(key_id)
        if key is None:
            return
        with _refusals():
            # The private half first: what is left of a broken-off try is found again.
            for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY):
                half = {Attribute.CLASS: kind, Attribute.ID: key.handle}
                for each in list(self._session.get_objects(half)):
                    each.destroy()


def _session(module: Module) -> "Session":
    try:
        import pkcs11  # noqa: PLC0415
        from pkcs11.exceptions import MultipleTokensReturned, NoSuchToken  # noqa: PLC0415
    except ImportError as error:
        raise ModuleMissingError(
            "python-pkcs11 is not installed. Remedy: pip install 'madoguchi[hsm]'"
        ) from error
    if not module.library.exists():
        raise ModuleMissingError(f"{module.library} is not there. Remedy: set pkcs11_library")
    try:
        token = pkcs11.lib(str(module.library)).get_token(token_label=module.token)
    except (NoSuchToken, MultipleTokensReturned) as error:
        raise ModuleMissingError(
            f"no one token is called {module.token!r}. Remedy: set pkcs11_token"
        ) from error
    with _refusals():
        return token.open(rw=True, user_pin=module.pin)


@contextmanager
def _refusals() -> Generator[None]:
    """What the module refuses, as ours; its own texts may name objects, never values."""
    from pkcs11.exceptions import PinIncorrect, PKCS11Error  # noqa: PLC0415

    try:
        yield
    except PinIncorrect as error:
        raise KeyUnusableError(KeyFault.WRONG_PASSPHRASE) from error
    except PKCS11Error as error:
        raise KeyUnusableError(KeyFault.MODULE_REFUSED) from error


def _sealing_key(ec_point: bytes) -> SealingKey:
    """CKA_EC_POINT is the uncompressed point inside a DER OCTET STRING (some modules: bare)."""
    point = ec_point[2:] if ec_point[:2] == b"\x04\x41" else ec_point
    try:
        return SealingKey(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    except ValueError as error:
        raise KeyUnusableError(KeyFault.NOT_P256) from error
