"""The office's words for PINs on sheets and on cards."""

from typing import Final

from issuance.office.texts import N_

SHEET_FAULTS: Final = {
    "lost": N_("なくした"),
    "unreadable": N_("読めない・使えない番号"),
}

REFERENCES: Final = {
    "common": N_("共通カード（住民基本台帳用）"),
    "juki": N_("住民基本台帳用"),
    "text": N_("券面事項入力補助用"),
    "auth": N_("利用者証明用電子証明書"),
    "sign": N_("署名用電子証明書"),
}
"""Where PINs are stored on a card; values of `issuance.pins.references.Reference`."""

SEEN: Final = {
    "set": N_("本人の番号が設定されている"),
    "untouched": N_("まだ何も書かれていない"),
    "unknown": N_("分からない"),
}
"""What a reading told of one reference; values of `issuance.cases.facts.quarantine.Seen`."""
