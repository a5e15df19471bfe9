"""封印済み暗証番号の見張り: how many wait, since when, to how old a key."""

from dataclasses import dataclass
from datetime import datetime

from issuance.office.desk import Desk


@dataclass(frozen=True, kw_only=True)
class SealedPinWatch:
    """What the PIN setting page says of the sealed PINs; `too_*` where a threshold is passed."""

    count: int
    oldest_days: int
    next_expiry: datetime | None
    too_many: bool
    too_old: bool
    key_id: str
    key_days: int | None
    key_too_old: bool
    older_keys: int
    """Keys kept only for what is still sealed to them, or may come in late."""


async def watch(desk: Desk) -> SealedPinWatch:
    kept, settings = await desk.queries.today.kept_pins(), desk.office.settings
    keys = await desk.issuance.pin_keys.standing(desk.office.sealing_key, desk.now)
    current = next(each for each in keys if each.current)
    oldest = (desk.now - kept.oldest_at).days if kept.oldest_at else 0
    key_days = (desk.now - current.published_at).days if current.published_at else None
    return SealedPinWatch(
        count=kept.count,
        oldest_days=oldest,
        next_expiry=kept.next_expiry,
        too_many=kept.count > settings.sealed_pins_warn_count,
        too_old=oldest >= settings.sealed_pins_warn_days,
        key_id=current.key_id,
        key_days=key_days,
        key_too_old=key_days is not None and key_days > settings.pin_key_days,
        older_keys=sum(not each.current and not each.destroyed for each in keys),
    )


async def pin_alarms(desk: Desk) -> tuple[int, int]:
    """For the first page: sealed PINs where there are too many, days of a key that is too old."""
    seen = await watch(desk)
    many = seen.count if seen.too_many else 0
    return many, (seen.key_days or 0) if seen.key_too_old else 0
