"""The words of a view: role, part of the office, purpose; general on purpose."""

from typing import Final

from booking_web.notices.views import Purpose, Role, Section
from booking_web.texts import N_

ROLES: Final = {
    Role.CLERK: N_("交付の担当者"),
    Role.STOCK: N_("カードの保管の担当者"),
    Role.PIN_OFFICER: N_("暗証番号の設定の担当者"),
    Role.SEALER: N_("発送の担当者"),
    Role.SUPERVISOR: N_("責任者"),
    Role.MANAGER: N_("管理職"),
    Role.RECEPTION: N_("受付の担当者"),
    Role.CALL_CENTRE: N_("電話の担当者"),
    Role.AUDITOR: N_("監査の担当者"),
    Role.TENANT_ADMIN: N_("システムの担当者"),
}
SECTIONS: Final = {
    Section.COUNTER: N_("カードの窓口"),
    Section.BACK_OFFICE: N_("カードの事務室"),
}
PURPOSES: Final = {
    Purpose.CASE: N_("カードを交付するための確認"),
    Purpose.VISIT: N_("窓口での手続き"),
    Purpose.NOTICE: N_("お知らせや連絡"),
    Purpose.POSTING: N_("郵便で送る準備"),
    Purpose.RETURNED_MAIL: N_("配達や、戻ってきた郵便の確認"),
    Purpose.RECORD_CHANGE: N_("住民の記録が変わったときの確認"),
}
