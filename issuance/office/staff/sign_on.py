"""共通の認証: the ward's own sign-on, by OpenID Connect with PKCE.

The authorisation code is exchanged from here, and only an ID token that the provider signed, for
us, now and in answer to this very question, says who somebody is.
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from issuance.errors import Refusal
from issuance.office.cookies import same
from issuance.office.staff.provider import Provider, ProviderAwayError
from issuance.office.staff.steps import Step, StepKind, Steps

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Public-key signatures only: "none" and shared secrets are never taken for one."""
_LEEWAY: Final = timedelta(seconds=60)
_LONGEST: Final = 2_048

__all__ = ["ProviderAwayError", "SignOn", "SignOnRefusedError", "SignedOn", "verified"]


class SignOnRefusedError(Refusal):
    """What came back is not an answer to what was asked, or not the provider's."""

    code = "sign-on-refused"


@dataclass(frozen=True, kw_only=True)
class SignedOn:
    """Who the provider says somebody is; `subject` is theirs for ever at this issuer."""

    issuer: str
    subject: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)

    @property
    def key(self) -> bytes:
        """How the subject is kept: it may be a person's name or address."""
        return sha256(f"{self.issuer}\n{self.subject}".encode()).digest()

    def values(self, claim: str) -> list[str]:
        """A claim that holds one text or several."""
        return [each for each in _each(self.claims.get(claim)) if isinstance(each, str)]


class _Question(msgspec.Struct, frozen=True):
    nonce: str
    verifier: str


class SignOn:
    """One provider, with which this office is registered as a client."""

    def __init__(self, pool: "Pool", provider: Provider, *, redirect_uri: str) -> None:
        self._steps, self._provider, self._redirect_uri = Steps(pool), provider, redirect_uri

    async def begin(self, now: datetime) -> tuple[str, str]:
        """Where to send the browser, and the state that it has to bring back.

        Raises ProviderAwayError.
        """
        found = await self._provider.metadata(now)
        question = _Question(nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))
        kept = msgspec.json.encode(question)
        step = Step(kind=StepKind.SIGN_ON, staff_id=None, secret=kept)
        state = await self._steps.begin(step, now)
        asked = {
            "response_type": "code",
            "client_id": self._provider.client_id,
            "redirect_uri": self._redirect_uri,
            "scope": "openid profile",
            "state": state,
            "nonce": question.nonce,
            "code_challenge": _challenge(question.verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in found.authorization_endpoint else "?"
        return f"{found.authorization_endpoint}{joint}{urlencode(asked)}", state

    async def finish(
        self, query: Mapping[str, str], browsers_state: str | None, now: datetime
    ) -> SignedOn:
        """Who came back; *browsers_state* is what this browser was given at the beginning.

        Raises:
            SignOnRefusedError: another browser's, used before, too late, or not the provider's.
            ProviderAwayError: it does not answer.
        """
        state, code = query.get("state", ""), query.get("code", "")[:_LONGEST]
        step = await self._steps.take(state, now)
        ours = step is not None and step.kind is StepKind.SIGN_ON
        if step is None or not ours or not same(state, browsers_state or "") or not code:
            raise SignOnRefusedError
        if query.get("iss", self._provider.issuer) != self._provider.issuer:
            raise SignOnRefusedError
        question = msgspec.json.decode(step.secret, type=_Question)
        token = await self._provider.exchange(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self._redirect_uri,
                "code_verifier": question.verifier,
            },
            now,
        )
        if token is None:
            raise SignOnRefusedError
        return await self._read(token, question.nonce, now)

    async def _read(self, token: str, nonce: str, now: datetime) -> SignedOn:
        """The token by the keys we know; by fresh ones where the provider changed them."""
        expected = {"issuer": self._provider.issuer, "client_id": self._provider.client_id}
        try:
            keys = await self._provider.keys(now)
            return verified(token, keys, nonce=nonce, now=now, **expected)
        except SignOnRefusedError:
            keys = await self._provider.keys(now, fresh=True)
            return verified(token, keys, nonce=nonce, now=now, **expected)

    async def sign_out_address(self, back: str, now: datetime) -> str | None:
        """Where the provider ends its own session, if it says where."""
        try:
            found = await self._provider.metadata(now)
        except ProviderAwayError:
            return None
        if not found.end_session_endpoint:
            return None
        asked = {"client_id": self._provider.client_id, "post_logout_redirect_uri": back}
        return f"{found.end_session_endpoint}?{urlencode(asked)}"


def verified(
    token: str, keys: KeySet, *, issuer: str, client_id: str, nonce: str, now: datetime
) -> SignedOn:
    """What an ID token says, if all of it is as it must be (OpenID Connect Core 3.1.3.7).

    Raises SignOnRefusedError.
    """
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(_LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        read = jwt.decode(token, keys, algorithms=_ALGORITHMS)
        rules.validate(read.claims)
    except (JoseError, ValueError, TypeError) as error:
        raise SignOnRefusedError from error
    claims, subject = read.claims, read.claims["sub"]
    meant = claims.get("azp", client_id) == client_id
    several = len(_each(claims["aud"])) > 1
    if not meant or (several and "azp" not in claims) or not isinstance(subject, str):
        raise SignOnRefusedError
    return SignedOn(issuer=issuer, subject=subject, claims=claims)


def _each(value: object) -> list[object]:
    """The values of a claim that may hold one or a list of them."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _challenge(verifier: str) -> str:
    """RFC 7636, S256."""
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
