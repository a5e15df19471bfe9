"""The pages of the office, in the order of a card's course, and who sees which."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from issuance.office.staff import roles
from issuance.office.staff.accounts import Staff
from issuance.office.staff.roles import Role
from issuance.office.texts import N_


class Of(Enum):
    """What a page is about; those of one subject stand together."""

    DAY = auto()
    CARDS = auto()
    PEOPLE = auto()
    POST = auto()
    OFFICE = auto()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page in the navigation."""

    path: str
    name: str
    roles: frozenset[Role]
    of: Of


PAGES: Final = (
    Entry(path="/exceptions", name=N_("例外"), roles=roles.HANDLING, of=Of.DAY),
    Entry(path="/", name=N_("今日"), roles=roles.EVERYBODY, of=Of.DAY),
    Entry(path="/board", name=N_("状況ボード"), roles=roles.PLANNING, of=Of.DAY),
    Entry(path="/boxes", name=N_("箱"), roles=roles.STOCKROOM, of=Of.CARDS),
    Entry(path="/setup", name=N_("設定と保管"), roles=roles.STOCKROOM, of=Of.CARDS),
    Entry(path="/custody", name=N_("保管場所"), roles=roles.STOCKROOM, of=Of.CARDS),
    Entry(path="/missing", name=N_("所在不明"), roles=roles.CASES, of=Of.CARDS),
    Entry(path="/notices", name=N_("通知"), roles=roles.NOTICES, of=Of.PEOPLE),
    Entry(path="/invitations", name=N_("ご案内"), roles=roles.NOTICES, of=Of.PEOPLE),
    Entry(path="/venues", name=N_("受入枠"), roles=roles.PLANNING, of=Of.PEOPLE),
    Entry(path="/appointments", name=N_("予約"), roles=roles.DAY_LIST, of=Of.PEOPLE),
    Entry(path="/reception", name=N_("受付"), roles=roles.RECEPTION, of=Of.PEOPLE),
    Entry(path="/hall", name=N_("受付まわり"), roles=roles.PLANNING, of=Of.PEOPLE),
    Entry(path="/pin-setting", name=N_("暗証番号設定"), roles=roles.PIN_SETTING, of=Of.POST),
    Entry(path="/pin-sheets", name=N_("依頼書"), roles=roles.PIN_SETTING, of=Of.POST),
    Entry(path="/sealing", name=N_("封入"), roles=roles.MAIL, of=Of.POST),
    Entry(path="/posting", name=N_("差出し"), roles=roles.MAIL, of=Of.POST),
    Entry(path="/returns", name=N_("配達・返戻"), roles=roles.RETURNS, of=Of.POST),
    Entry(path="/post-status", name=N_("配達状況の取り込み"), roles=roles.RETURNS, of=Of.POST),
    Entry(path="/destruction", name=N_("廃棄"), roles=roles.DESTRUCTION, of=Of.POST),
    Entry(path="/cases", name=N_("案件"), roles=roles.CASES, of=Of.OFFICE),
    Entry(path="/papers", name=N_("書類"), roles=roles.HANDLING, of=Of.OFFICE),
    Entry(path="/planning", name=N_("計画"), roles=roles.PLANNING, of=Of.OFFICE),
    Entry(path="/reports", name=N_("報告"), roles=roles.PLANNING, of=Of.OFFICE),
    Entry(path="/staff", name=N_("職員"), roles=roles.ACCOUNTS, of=Of.OFFICE),
    Entry(path="/machines", name=N_("端末"), roles=roles.ACCOUNTS, of=Of.OFFICE),
    Entry(path="/record", name=N_("記録"), roles=roles.RECORD, of=Of.OFFICE),
)


_BY_EXCEPTIONS: Final = frozenset({Role.STOCK, Role.SEALER, Role.SUPERVISOR})


def first_page_of(staff: Staff) -> str:
    """Where somebody begins: those who look after cards with what went wrong."""
    return "/exceptions" if staff.has_any(_BY_EXCEPTIONS) else "/"


def pages_for(staff: Staff) -> tuple[Entry, ...]:
    return tuple(entry for entry in PAGES if staff.has_any(entry.roles))
