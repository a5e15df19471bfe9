"""The words for accounts: what was done to them, and what each role is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from issuance.ledger.facts import Recorded, form_of
from issuance.office.texts import N_, Words
from issuance.office.texts.names.roles import ROLES
from issuance.staffing.facts import AccountMade, RolesChanged
from issuance.staffing.machines import MachineKind

STAFF_FACTS: Final = {
    "staff.account-made": N_("アカウントを作った"),
    "staff.roles-changed": N_("職務を変えた"),
    "staff.account-disabled": N_("アカウントを止めた"),
    "staff.account-enabled": N_("アカウントを戻した"),
    "staff.password-reset": N_("パスワードを設定し直した"),
    "staff.password-changed": N_("本人がパスワードを変えた"),
    "staff.sessions-ended": N_("すべての端末でサインアウトした"),
    "staff.passkey-registered": N_("パスキーを登録した"),
    "staff.passkey-removed": N_("パスキーを消した"),
    "staff.station-passkey-registered": N_("窓口端末のパスキーを登録した"),
    "staff.station-passkey-removed": N_("窓口端末のパスキーを消した"),
    "staff.sign-on-linked": N_("共通の認証と結びつけた"),
}
MACHINES: Final = {
    MachineKind.STATION: N_("窓口・封入台"),
    MachineKind.PIN_DESK: N_("暗証番号設定台"),
}
MACHINE_FACTS: Final = {
    "machine.paired": N_("端末を登録した"),
    "machine.ended": N_("端末を使えなくした"),
}
ROLE_HINTS: Final = {
    "clerk": N_("来庁した人の本人確認をし、カードを渡す。氏名と住所を見る。"),
    "stock": N_("箱を開け、カードを棚に入れ、通知を送る。"),
    "pin-officer": N_("2人で暗証番号の封印を開け、カードに設定する。"),
    "sealer": N_("封筒に入れ、郵便局に渡す。氏名と住所を見る。"),
    "supervisor": N_("例外を決め、すべての作業ができる。氏名と住所を見る。"),
    "manager": N_("数字と計画だけを見る。案件は見ない。"),
    "reception": N_("来た人を受け付け、整理券を出す。"),
    "call-centre": N_("電話で案件の段階を答える。氏名は見ない。"),
    "auditor": N_("記録を読む。氏名は見ず、何も変えない。ほかの職務とは兼ねられない。"),
    "tenant-admin": N_("職員のアカウントと端末を管理する。2人で行う作業とは兼ねられない。"),
}


@dataclass(frozen=True, kw_only=True)
class StaffLine:
    """One fact about an account, for the eye."""

    at: str
    words: str
    more: str
    by: str


def staff_course(words: Words, history: Iterable[Recorded[Any]]) -> list[StaffLine]:
    """What happened to an account, in the order of the log."""
    return [
        StaffLine(
            at=words.exact(each.at),
            words=words(STAFF_FACTS.get(_topic(each.fact), "")),
            more=", ".join(_roles(words, each.fact)),
            by=each.by.removeprefix("staff:"),
        )
        for each in history
    ]


def _topic(fact: object) -> str:
    return form_of(type(fact)).topic


def _roles(words: Words, fact: object) -> list[str]:
    """The roles a fact speaks of, if it does."""
    if not isinstance(fact, AccountMade | RolesChanged):
        return []
    return [words(ROLES[role.value]) for role in fact.roles]
