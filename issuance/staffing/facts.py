"""What happens to an account. A member of staff is a code such as K01, never a name."""

from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact
from issuance.staffing.roles import Role


@fact("staff.account-made")
class AccountMade:
    """Somebody may sign in; `way` is "password" or "sign-on" (the ward's own)."""

    staff_id: str
    roles: tuple[Role, ...]
    way: str


@fact("staff.roles-changed")
class RolesChanged:
    staff_id: str
    roles: tuple[Role, ...]


@fact("staff.account-disabled")
class AccountDisabled:
    staff_id: str


@fact("staff.account-enabled")
class AccountEnabled:
    staff_id: str


@fact("staff.password-reset")
class PasswordReset:
    """Somebody else set a password that has to be changed at the next sign-in."""

    staff_id: str


@fact("staff.password-changed")
class PasswordChanged:
    """By its owner."""

    staff_id: str


@fact("staff.sessions-ended")
class SessionsEnded:
    """Signed out everywhere."""

    staff_id: str


@fact("staff.passkey-registered")
class PasskeyRegistered:
    staff_id: str
    passkey_id: UUID


@fact("staff.passkey-removed")
class PasskeyRemoved:
    staff_id: str
    passkey_id: UUID


@fact("staff.station-passkey-registered")
class StationPasskeyRegistered:
    """Its owner made a key at a station, which opens every station of the ward."""

    staff_id: str
    passkey_id: UUID
    station: str


@fact("staff.station-passkey-removed")
class StationPasskeyRemoved:
    staff_id: str
    passkey_id: UUID


@fact("staff.sign-on-linked")
class SignOnLinked:
    """The ward's own sign-on answered for this account for the first time."""

    staff_id: str


StaffFact = (
    AccountMade
    | RolesChanged
    | AccountDisabled
    | AccountEnabled
    | PasswordReset
    | PasswordChanged
    | SessionsEnded
    | PasskeyRegistered
    | PasskeyRemoved
    | StationPasskeyRegistered
    | StationPasskeyRemoved
    | SignOnLinked
)


def staff_stream_of(staff_id: str) -> UUID:
    """One stream for each account."""
    return uuid5(NAMESPACE_URL, f"madoguchi:staff:{staff_id}")
