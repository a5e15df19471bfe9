"""Builds the application object, the same for the office's web, the worker, commands and tests."""

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from issuance.applicants.registry import Registry
from issuance.applicants.vault import Vault
from issuance.application import Issuance, Policy, Secrets, Work
from issuance.ledger.postgres import PostgresLog
from issuance.notices.contact import ContactRules
from issuance.notices.releasing import ReleaseRules
from issuance.office.settings import OfficeSettings
from issuance.office.staff.provider import Provider
from issuance.office.staff.sign_on import SignOn
from issuance.office.staff.sign_on_accounts import Terms, roles_by_group

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


class OfficeSecrets(Protocol):
    """The settings of any process of the inner zone that does the office's work."""

    @property
    def application_id_secret(self) -> bytes: ...
    @property
    def notice_secret(self) -> bytes: ...
    @property
    def birthday_key(self) -> bytes: ...
    @property
    def applicants_key(self) -> bytes: ...


def build_issuance(pool: "Pool", settings: OfficeSecrets, policy: Policy | None = None) -> Issuance:
    """The office's work on one database.

    Args:
        pool: connections as the program's role.
        settings: any settings object that holds the office's four secrets.
        policy: the ward's figures; those of OfficeSettings, or the usual ones, where None.
    """
    if policy is None and isinstance(settings, OfficeSettings):
        policy = policy_of(settings)
    secrets = Secrets(
        application_ids=settings.application_id_secret,
        notice_numbers=settings.notice_secret,
        birthdays=settings.birthday_key,
    )
    registry = Registry(Vault(settings.applicants_key))
    log = PostgresLog(pool)
    return Issuance(Work(log, registry=registry, secrets=secrets, policy=policy or Policy()))


def sign_on_of(pool: "Pool", settings: OfficeSettings) -> SignOn | None:
    """The ward's own sign-on, where it has one."""
    if not settings.sign_on_issuer:
        return None
    provider = Provider(
        issuer=settings.sign_on_issuer,
        client_id=settings.sign_on_client_id,
        client_secret=settings.sign_on_client_secret,
        insecure_loopback=settings.insecure_loopback,
    )
    back = f"{settings.public_url.rstrip('/')}/sign-on/back"
    return SignOn(pool, provider, redirect_uri=back)


def terms_of(settings: OfficeSettings) -> Terms:
    """Whom the ward's own sign-on lets in, and as what."""
    return Terms(
        roles=roles_by_group(settings.sign_on_roles),
        groups_claim=settings.sign_on_groups_claim,
        code_claim=settings.sign_on_code_claim,
        makes_accounts=settings.sign_on_makes_accounts,
        four_eyes=settings.four_eyes,
    )


def policy_of(settings: OfficeSettings) -> Policy:
    """What this ward decided for itself."""
    return Policy(
        tenant=settings.tenant,
        four_eyes=settings.four_eyes,
        sealed_pins_days=settings.sealed_pins_days,
        no_show_after=timedelta(minutes=settings.no_show_minutes),
        old_card_ahead=timedelta(minutes=settings.old_card_minutes),
        clocks=settings.clocks,
        releases=ReleaseRules(
            weeks=settings.release_weeks,
            lead_days=settings.release_lead_days,
            answer_percent=settings.release_answer_percent,
        ),
        contacts=ContactRules(
            reminder_days=settings.reminder_days,
            call_after_days=settings.call_after_days,
            call_again_days=settings.call_again_days,
            most_calls=settings.most_calls,
            visit_after_days=settings.visit_after_days,
        ),
    )
