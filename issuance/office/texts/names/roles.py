"""What people at the office do."""

from typing import Final

from issuance.office.texts import N_

ROLES: Final = {
    "clerk": N_("窓口"),
    "stock": N_("保管"),
    "pin-officer": N_("暗証番号設定"),
    "sealer": N_("封入・発送"),
    "supervisor": N_("責任者"),
    "manager": N_("管理者"),
    "reception": N_("受付"),
    "call-centre": N_("電話案内"),
    "auditor": N_("監査"),
    "tenant-admin": N_("アカウント管理"),
}
