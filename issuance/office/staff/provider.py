"""The ward's OpenID provider over HTTP: its description, its keys, its token endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from issuance.errors import Refusal

_SECONDS: Final = 5.0
_KEPT: Final = timedelta(hours=1)
_LARGEST: Final = 200_000


class ProviderAwayError(Refusal):
    """The provider does not answer, or not as one does; the local way in stays."""

    code = "sign-on-away"


class Metadata(msgspec.Struct, frozen=True):
    """What we need of OpenID Connect Discovery 1.0, section 3."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""


class _Token(msgspec.Struct, frozen=True):
    id_token: str


@dataclass
class Provider:
    """Description and keys are kept for an hour."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    insecure_loopback: bool = False
    _metadata: tuple[datetime, Metadata] | None = None
    _keys: tuple[datetime, KeySet] | None = None

    async def metadata(self, now: datetime) -> Metadata:
        """Raises ProviderAwayError, also for a description of another issuer."""
        if self._metadata and now - self._metadata[0] < _KEPT:
            return self._metadata[1]
        content = await self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            found = msgspec.json.decode(content, type=Metadata)
        except msgspec.MsgspecError as error:
            raise ProviderAwayError from error
        if found.issuer != self.issuer:
            raise ProviderAwayError
        for each in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            self._require_safe(each)
        self._metadata = (now, found)
        return found

    async def keys(self, now: datetime, *, fresh: bool = False) -> KeySet:
        """Raises ProviderAwayError."""
        if self._keys and not fresh and now - self._keys[0] < _KEPT:
            return self._keys[1]
        content = await self._get((await self.metadata(now)).jwks_uri)
        try:
            found = KeySet.import_key_set(msgspec.json.decode(content))
        except (msgspec.MsgspecError, JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderAwayError from error
        self._keys = (now, found)
        return found

    async def exchange(self, form: Mapping[str, str], now: datetime) -> str | None:
        """The ID token for a code; None where the provider refuses the code.

        Raises ProviderAwayError.
        """
        found = await self.metadata(now)
        async with self._client() as client:
            try:
                answer = await client.post(
                    found.token_endpoint, data=dict(form), auth=(self.client_id, self.client_secret)
                )
            except httpx.HTTPError as error:
                raise ProviderAwayError from error
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise ProviderAwayError
        try:
            return msgspec.json.decode(answer.content[:_LARGEST], type=_Token).id_token
        except msgspec.MsgspecError:
            return None

    async def _get(self, url: str) -> bytes:
        self._require_safe(url)
        async with self._client() as client:
            try:
                answer = (await client.get(url)).raise_for_status()
            except httpx.HTTPError as error:
                raise ProviderAwayError from error
        return answer.content[:_LARGEST]

    def _require_safe(self, url: str) -> None:
        """Keys and codes travel over https; plain http is for a demo on this machine."""
        parts = urlsplit(url)
        local = self.insecure_loopback and parts.hostname in {"127.0.0.1", "localhost"}
        if parts.scheme != "https" and not local:
            raise ProviderAwayError

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False, trust_env=False)
