"""Words of `madoguchi readers`."""

from collections.abc import Mapping
from typing import Final

from counter_station.texts import N_
from issuance.pins.references import Reference

EMPTY: Final = N_("カードなし")
EXPIRES: Final = N_("有効期限")
SERIAL: Final = N_("製造番号")
MUNICIPALITY: Final = N_("市区町村コード")
SIGNATURE_CERTIFICATE: Final = N_("署名用電子証明書")
AUTHENTICATION_CERTIFICATE: Final = N_("利用者証明用電子証明書")
PRESENT: Final = N_("あり")
ABSENT: Final = N_("なし")
TRIES: Final = N_("残り%(tries)s回")
BLOCKED: Final = N_("ロック")
HOLDERS_PIN: Final = N_("本人の暗証番号")
PROGRAMS: Final = N_("カードリーダーを使っているプログラム：%(names)s")
MISSING_DRIVER: Final = N_(
    "Pythonのパッケージpyscardか、PC/SCのライブラリがありません（make pcsc）。"
)
REFERENCES: Final[Mapping[Reference, str]] = {
    Reference.COMMON: N_("住民基本台帳用の暗証番号（共通）"),
    Reference.JUKI: N_("住民基本台帳用の暗証番号（住基）"),
    Reference.TEXT: N_("券面事項入力補助用の暗証番号"),
    Reference.AUTH: N_("利用者証明用の暗証番号"),
    Reference.SIGN: N_("署名用のパスワード"),
}
