"""本人確認書類: the kinds of documents people show, and what each is worth."""

from collections.abc import Mapping
from enum import Enum, StrEnum


class DocumentTier(Enum):
    """What a document is worth: one A, or two B, or no proof of who somebody is."""

    A = "a"  # with photo, issued by an authority
    B = "b"  # shows name and birth date, or name and address
    PAPER = "paper"  # proves a circumstance, not a person


class DocumentKind(StrEnum):
    """Kinds of documents; the value is stored in facts and never changes (domain.md §4)."""

    MY_NUMBER_CARD = "my-number-card"  # マイナンバーカード
    DRIVERS_LICENCE = "drivers-licence"  # 運転免許証
    PASSPORT = "passport"  # 旅券
    RESIDENCE_CARD = "residence-card"  # 在留カード
    SPECIAL_RESIDENT_CERTIFICATE = "special-resident-certificate"  # 特別永住者証明書
    DRIVING_HISTORY = "driving-history"  # 運転経歴証明書 (issued from 2012-04-01)
    DISABILITY_BOOK = "disability-book"  # 身体障害者手帳
    MENTAL_DISABILITY_BOOK = "mental-disability-book"  # 精神障害者保健福祉手帳
    REHABILITATION_BOOK = "rehabilitation-book"  # 療育手帳
    BASIC_REGISTER_CARD = "basic-register-card"  # 住民基本台帳カード (with photo)
    TEMPORARY_REFUGE_PERMIT = "temporary-refuge-permit"  # 一時庇護許可書
    PROVISIONAL_STAY_PERMIT = "provisional-stay-permit"  # 仮滞在許可書

    ELIGIBILITY_CERTIFICATE = "eligibility-certificate"  # 資格確認書・健康保険証
    CARE_INSURANCE_CARD = "care-insurance-card"  # 介護保険証
    MEDICAL_CARE_CERTIFICATE = "medical-care-certificate"  # 医療受給者証
    PENSION_BOOK = "pension-book"  # 年金手帳・年金証書
    CHILD_ALLOWANCE_CERTIFICATE = "child-allowance-certificate"  # 児童扶養手当証書
    WELFARE_CERTIFICATE = "welfare-certificate"  # 生活保護受給証明書
    STUDENT_CARD = "student-card"  # 学生証
    EMPLOYEE_CARD = "employee-card"  # 社員証
    OFFICIAL_CARD = "official-card"  # 官公署の職員証
    MOTHER_CHILD_BOOK = "mother-child-book"  # 母子健康手帳
    QUALIFICATION_LICENCE = "qualification-licence"  # 海技免状・電気工事士免状・宅建士証など
    BANK_BOOK = "bank-book"  # 預金通帳
    RENEWAL_SLIP = "renewal-slip"  # 更新中の仮証明・引換証
    PHOTO_CERTIFICATE = "photo-certificate"  # 顔写真証明書
    SENIOR_BOOK = "senior-book"  # 敬老手帳
    NOTIFICATION_CARD = "notification-card"  # 通知カード・個人番号通知書

    ISSUANCE_NOTICE = "issuance-notice"  # 交付通知書
    FAMILY_REGISTER = "family-register"  # 戸籍謄本 (proof of representation)
    REPRESENTATION_ON_RECORD = "representation-on-record"  # 同一世帯・本籍地で確認済み
    GUARDIANSHIP_CERTIFICATE = "guardianship-certificate"  # 登記事項証明書
    POWER_OF_ATTORNEY = "power-of-attorney"  # 回答書・委任状
    REASON_PROOF = "reason-proof"  # 来庁困難の証明


class Holder(StrEnum):
    """Whose document it is."""

    APPLICANT = "applicant"  # 申請者本人
    REPRESENTATIVE = "representative"  # 法定代理人・任意代理人


_K = DocumentKind
_PAPERS = frozenset(
    {
        _K.ISSUANCE_NOTICE,
        _K.FAMILY_REGISTER,
        _K.REPRESENTATION_ON_RECORD,
        _K.GUARDIANSHIP_CERTIFICATE,
        _K.POWER_OF_ATTORNEY,
        _K.REASON_PROOF,
    }
)
_PROOFS_A = frozenset(
    {
        _K.MY_NUMBER_CARD,
        _K.DRIVERS_LICENCE,
        _K.PASSPORT,
        _K.RESIDENCE_CARD,
        _K.SPECIAL_RESIDENT_CERTIFICATE,
        _K.DRIVING_HISTORY,
        _K.DISABILITY_BOOK,
        _K.MENTAL_DISABILITY_BOOK,
        _K.REHABILITATION_BOOK,
        _K.BASIC_REGISTER_CARD,
        _K.TEMPORARY_REFUGE_PERMIT,
        _K.PROVISIONAL_STAY_PERMIT,
    }
)
_WITH_PHOTO_IN_B = frozenset(
    {_K.STUDENT_CARD, _K.EMPLOYEE_CARD, _K.OFFICIAL_CARD, _K.QUALIFICATION_LICENCE}
    | {_K.PHOTO_CERTIFICATE}
)
_EXPIRING = frozenset(
    {
        _K.MY_NUMBER_CARD,
        _K.DRIVERS_LICENCE,
        _K.PASSPORT,
        _K.RESIDENCE_CARD,
        _K.SPECIAL_RESIDENT_CERTIFICATE,
        _K.MENTAL_DISABILITY_BOOK,
        _K.BASIC_REGISTER_CARD,
        _K.TEMPORARY_REFUGE_PERMIT,
        _K.PROVISIONAL_STAY_PERMIT,
        _K.ELIGIBILITY_CERTIFICATE,
        _K.MEDICAL_CARE_CERTIFICATE,
        _K.STUDENT_CARD,
        _K.RENEWAL_SLIP,
    }
)


def tier_of(kind: DocumentKind) -> DocumentTier:
    """What a kind is worth; everything that is neither A nor a mere paper is a B document."""
    if kind in _PROOFS_A:
        return DocumentTier.A
    return DocumentTier.PAPER if kind in _PAPERS else DocumentTier.B


def kinds_of(tier: DocumentTier) -> tuple[DocumentKind, ...]:
    """The kinds of a tier, the ones shown most often first."""
    return tuple(kind for kind in DocumentKind if tier_of(kind) is tier)


def expires(kind: DocumentKind) -> bool:
    """Whether the kind carries a last day, which the clerk has to look at."""
    return kind in _EXPIRING


def has_photo(kind: DocumentKind) -> bool:
    """Every A document does; of the B documents a few, the 顔写真証明書 among them."""
    return kind in _PROOFS_A or kind in _WITH_PHOTO_IN_B


WORDS: Mapping[DocumentKind, str] = {
    _K.MY_NUMBER_CARD: "マイナンバーカード",
    _K.DRIVERS_LICENCE: "運転免許証",
    _K.PASSPORT: "旅券",
    _K.RESIDENCE_CARD: "在留カード",
    _K.SPECIAL_RESIDENT_CERTIFICATE: "特別永住者証明書",
    _K.DRIVING_HISTORY: "運転経歴証明書",
    _K.DISABILITY_BOOK: "身体障害者手帳",
    _K.MENTAL_DISABILITY_BOOK: "精神障害者手帳",
    _K.REHABILITATION_BOOK: "療育手帳",
    _K.BASIC_REGISTER_CARD: "住基カード",
    _K.TEMPORARY_REFUGE_PERMIT: "一時庇護許可書",
    _K.PROVISIONAL_STAY_PERMIT: "仮滞在許可書",
    _K.ELIGIBILITY_CERTIFICATE: "資格確認書",
    _K.CARE_INSURANCE_CARD: "介護保険証",
    _K.MEDICAL_CARE_CERTIFICATE: "医療受給者証",
    _K.PENSION_BOOK: "年金手帳・証書",
    _K.CHILD_ALLOWANCE_CERTIFICATE: "児童扶養手当証書",
    _K.WELFARE_CERTIFICATE: "生活保護受給証明",
    _K.STUDENT_CARD: "学生証",
    _K.EMPLOYEE_CARD: "社員証",
    _K.OFFICIAL_CARD: "官公署の職員証",
    _K.MOTHER_CHILD_BOOK: "母子健康手帳",
    _K.QUALIFICATION_LICENCE: "資格の免状・証",
    _K.BANK_BOOK: "預金通帳",
    _K.RENEWAL_SLIP: "更新中の仮証明",
    _K.PHOTO_CERTIFICATE: "顔写真証明書",
    _K.SENIOR_BOOK: "敬老手帳",
    _K.NOTIFICATION_CARD: "通知カード",
    _K.ISSUANCE_NOTICE: "交付通知書",
    _K.FAMILY_REGISTER: "戸籍謄本",
    _K.REPRESENTATION_ON_RECORD: "同一世帯・本籍地で確認",
    _K.GUARDIANSHIP_CERTIFICATE: "登記事項証明書",
    _K.POWER_OF_ATTORNEY: "回答書・委任状",
    _K.REASON_PROOF: "来庁困難の証明",
}
"""What a clerk reads: short enough for a row of the matrix; the catalogues translate from it."""
