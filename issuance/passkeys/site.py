"""A site that people sign in to by passkey (WebAuthn): its questions, and which answers hold.

Whose key it is, and whether they may come in, is for the site to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from issuance.errors import Refusal

_LONGEST_ANSWER: Final = 20_000
_UNFIT: Final = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the library raises for an answer that does not hold, or is none at all."""


class PasskeyRefusedError(Refusal):
    """What the browser brought is not an answer to what we asked, or of no key we know."""

    code = "passkey-refused"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the browser is given, as JSON, and the challenge that its answer has to sign."""

    challenge: bytes = field(repr=False)
    options: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """The public half of a key that was just made."""

    credential_id: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    sign_count: int


@dataclass(frozen=True, kw_only=True)
class Site:
    """`origin`: the address that people type. `domain`: where its keys work; part of its host."""

    origin: str
    domain: str

    def ask_to_register(self, person: str, handle: bytes, known: Iterable[bytes]) -> Question:
        """A new key of *person*; none that holds one of the *known* credentials already."""
        options = webauthn.generate_registration_options(
            rp_id=self.domain,
            rp_name=self.domain,
            user_name=person,
            user_id=handle,
            exclude_credentials=_descriptors(known),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return Question(challenge=options.challenge, options=webauthn.options_to_json(options))

    def ask_to_sign(self, allowed: Iterable[bytes] = ()) -> Question:
        """By one of the *allowed* credentials; where none is named, by any key of this site."""
        options = webauthn.generate_authentication_options(
            rp_id=self.domain,
            allow_credentials=_descriptors(allowed),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return Question(challenge=options.challenge, options=webauthn.options_to_json(options))

    def new_key(self, answer: str, challenge: bytes) -> NewKey:
        """The key that was made for *challenge*.

        Raises:
            PasskeyRefusedError: it was made for something else, or without PIN or finger.
        """
        try:
            made = webauthn.verify_registration_response(
                credential=answer[:_LONGEST_ANSWER],
                expected_challenge=challenge,
                expected_rp_id=self.domain,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except _UNFIT as error:
            raise PasskeyRefusedError from error
        return NewKey(
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
        )

    def count_signed(
        self, answer: str, challenge: bytes, *, public_key: bytes, sign_count: int
    ) -> int:
        """How often the key has signed by now; *sign_count*: when it was last seen.

        Raises:
            PasskeyRefusedError: another key, question or site; no PIN or finger; an older copy.
        """
        try:
            return webauthn.verify_authentication_response(
                credential=answer[:_LONGEST_ANSWER],
                expected_challenge=challenge,
                expected_rp_id=self.domain,
                expected_origin=self.origin,
                credential_public_key=public_key,
                credential_current_sign_count=sign_count,
                require_user_verification=True,
            ).new_sign_count
        except _UNFIT as error:
            raise PasskeyRefusedError from error


def site_at(url: str, domain: str = "") -> Site:
    """The site at an address; *domain*: a parent of its host, for keys that work at several."""
    parts = urlsplit(url)
    return Site(origin=f"{parts.scheme}://{parts.netloc}", domain=domain or parts.hostname or "")


def credential_of(answer: str) -> bytes:
    """Which key says that it answers; raises PasskeyRefusedError where it names none."""
    try:
        return parse_authentication_credential_json(answer[:_LONGEST_ANSWER]).raw_id
    except _UNFIT as error:
        raise PasskeyRefusedError from error


def _descriptors(credentials: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each) for each in credentials]
