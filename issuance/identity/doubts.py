"""疑義: when a clerk may not decide alone, and what a supervisor then says. Codes only."""

from enum import StrEnum


class DoubtReason(StrEnum):
    """Why the clerk is not sure who this is; stored in facts."""

    PHOTO_DIFFERS = "photo-differs"  # 写真と顔が違って見える
    DOCUMENT_SUSPECT = "document-suspect"  # 書類が改ざん・偽造に見える
    DETAILS_DIFFER = "details-differ"  # 書類・チップ・記録の内容が合わない
    AUTHORITY_UNCLEAR = "authority-unclear"  # 代理の権限がはっきりしない
    ANSWERS_DO_NOT_FIT = "answers-do-not-fit"  # 質問への答えが記録と合わない


class TurnedAwayReason(StrEnum):
    """Why a supervisor sends somebody away who laid down documents; stored in facts."""

    NOT_THE_HOLDER = "not-the-holder"  # 本人と認められない
    DOCUMENT_REFUSED = "document-refused"  # 書類を真正と認められない
    AUTHORITY_NOT_SHOWN = "authority-not-shown"  # 代理権を認められない
    INQUIRY_BY_MAIL = "inquiry-by-mail"  # 照会書を郵送して確かめる


class ExtraReason(StrEnum):
    """Why more is asked for than the rule asks (domain.md §1.2 row 19); stored in facts."""

    PHOTO_UNCLEAR = "photo-unclear"  # 写真が古い・不鮮明
    DOCUMENT_DAMAGED = "document-damaged"  # 書類が傷んでいる
    DETAILS_DIFFER = "details-differ"  # 記載が記録と違う
    OFFICE_POLICY = "office-policy"  # 課の取り決め
