"""The fixed words of the files: columns with their headings, kinds, flags."""

from enum import Enum
from typing import Final

from issuance.applicants.person import Sex
from issuance.calendar.opening_rules import Service
from issuance.cases.facts import CaseKind
from issuance.intake.tables import Column


class Flag(Enum):
    """What the office must know of a card before the visit. Values never change."""

    NO_SIGNATURE = "no-signature"  # 署名用電子証明書 declined
    NO_AUTHENTICATION = "no-authentication"  # 利用者証明用電子証明書 declined
    PINLESS = "pinless"  # 顔認証マイナンバーカード
    WHEELCHAIR = "wheelchair"
    INTERPRETER = "interpreter"
    SIGN_LANGUAGE = "sign-language"
    LONG_SLOT = "long-slot"
    PROTECTED = "protected"  # DV等支援措置: no address on screens, no notice to the household


DELIVERY_LIST_COLUMNS: Final = (
    Column(name="application_id", headings=("application_id", "申請書ID", "申請ID")),
    Column(name="card_serial", headings=("card_serial", "製造番号", "カード製造番号")),
    Column(name="name", headings=("name", "氏名")),
    Column(name="name_kana", headings=("name_kana", "フリガナ", "氏名フリガナ", "氏名カナ")),
    Column(name="former_name", headings=("former_name", "旧氏")),
    Column(name="alias", headings=("alias", "通称")),
    Column(name="birth_date", headings=("birth_date", "生年月日")),
    Column(name="sex", headings=("sex", "性別")),
    Column(name="postcode", headings=("postcode", "郵便番号")),
    Column(name="address", headings=("address", "住所")),
    Column(name="box", headings=("box", "箱", "箱番号")),
    Column(name="kind", headings=("kind", "交付区分", "申請区分")),
    Column(name="expires_on", headings=("expires_on", "有効期限", "カード有効期限")),
    Column(name="flags", headings=("flags", "特記", "特記事項")),
)

DELIVERY_LIST_MORE: Final = (
    Column(name="applied_on", headings=("applied_on", "申請日", "申請受付日")),
    Column(name="old_card_serial", headings=("old_card_serial", "旧カード製造番号", "旧製造番号")),
)
"""What a list may tell besides."""

RESIDENT_CHANGES_COLUMNS: Final = (
    Column(name="application_id", headings=("application_id", "申請書ID", "申請ID")),
    Column(name="change", headings=("change", "異動事由", "異動")),
    Column(name="on", headings=("on", "異動日")),
    Column(name="postcode", headings=("postcode", "郵便番号", "新郵便番号")),
    Column(name="address", headings=("address", "住所", "新住所")),
)

RESIDENT_CHANGES_MORE: Final = (
    Column(name="name", headings=("name", "氏名", "新氏名")),
    Column(name="name_kana", headings=("name_kana", "フリガナ", "新氏名フリガナ")),
)
"""Columns that a file needs only where somebody's name changed."""

INVITATION_LIST_COLUMNS: Final = (
    Column(name="reference", headings=("reference", "整理番号")),
    Column(name="service", headings=("service", "用件")),
    Column(name="birth_date", headings=("birth_date", "生年月日")),
    Column(name="last_on", headings=("last_on", "来庁期限")),
)

SERVICE_WORDS: Final = {
    "renew-certificate": Service.RENEW_CERTIFICATE,
    "更新": Service.RENEW_CERTIFICATE,
    "電子証明書の更新": Service.RENEW_CERTIFICATE,
    "reset-pin": Service.RESET_PIN,
    "暗証番号の再設定": Service.RESET_PIN,
    "apply": Service.APPLY,
    "申請": Service.APPLY,
    "consult": Service.CONSULT,
    "相談": Service.CONSULT,
}
"""What people are invited for; collecting a card has notices of its own."""

SEX_WORDS: Final = {
    "女": Sex.FEMALE,
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
    "2": Sex.FEMALE,
    "男": Sex.MALE,
    "male": Sex.MALE,
    "m": Sex.MALE,
    "1": Sex.MALE,
    "不詳": Sex.NOT_STATED,
    "not-stated": Sex.NOT_STATED,
    "0": Sex.NOT_STATED,
    "9": Sex.NOT_STATED,
}
"""Digits as in ISO 5218."""

KIND_WORDS: Final = {
    "first": CaseKind.FIRST,
    "新規": CaseKind.FIRST,
    "初回": CaseKind.FIRST,
    "renewal": CaseKind.RENEWAL,
    "更新": CaseKind.RENEWAL,
    "reissue_lost": CaseKind.REISSUE_LOST,
    "reissue-lost": CaseKind.REISSUE_LOST,
    "再交付(紛失)": CaseKind.REISSUE_LOST,
    "reissue_other": CaseKind.REISSUE_OTHER,
    "reissue-other": CaseKind.REISSUE_OTHER,
    "再交付(その他)": CaseKind.REISSUE_OTHER,
    "再交付": CaseKind.REISSUE_OTHER,
}

FLAG_WORDS: Final = {flag.value: flag for flag in Flag} | {
    "署名用なし": Flag.NO_SIGNATURE,
    "利用者証明用なし": Flag.NO_AUTHENTICATION,
    "顔認証": Flag.PINLESS,
    "車いす": Flag.WHEELCHAIR,
    "通訳": Flag.INTERPRETER,
    "手話": Flag.SIGN_LANGUAGE,
    "長時間枠": Flag.LONG_SLOT,
    "支援措置": Flag.PROTECTED,
}
