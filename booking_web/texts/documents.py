"""What documents and those who come are called, by the office's codes."""

from typing import Final

from booking_web.texts import N_, Words
from booking_web.texts.marks import coded

DOCUMENTS: Final = {
    "my-number-card": N_("マイナンバーカード（前のカード）"),
    "drivers-licence": N_("運転免許証"),
    "passport": N_("パスポート"),
    "residence-card": N_("在留カード"),
    "special-resident-certificate": N_("特別永住者証明書"),
    "driving-history": N_("運転経歴証明書（2012年4月からのもの）"),
    "disability-book": N_("身体障害者手帳"),
    "mental-disability-book": N_("精神障害者保健福祉手帳"),
    "rehabilitation-book": N_("療育手帳（愛の手帳）"),
    "basic-register-card": N_("住民基本台帳カード（写真つき）"),
    "temporary-refuge-permit": N_("一時庇護許可書"),
    "provisional-stay-permit": N_("仮滞在許可書"),
    "eligibility-certificate": N_("資格確認書・健康保険証"),
    "care-insurance-card": N_("介護保険証"),
    "medical-care-certificate": N_("医療受給者証"),
    "pension-book": N_("年金手帳・年金証書"),
    "child-allowance-certificate": N_("児童扶養手当証書"),
    "welfare-certificate": N_("生活保護受給証明書"),
    "student-card": N_("学生証"),
    "employee-card": N_("社員証"),
    "official-card": N_("役所の職員証"),
    "mother-child-book": N_("母子健康手帳"),
    "qualification-licence": N_("資格の免状・証"),
    "bank-book": N_("預金通帳"),
    "renewal-slip": N_("更新中の仮証明・引換証"),
    "photo-certificate": N_("顔写真証明書"),
    "senior-book": N_("敬老手帳"),
    "notification-card": N_("通知カード・個人番号通知書"),
    "issuance-notice": N_("交付通知書"),
    "family-register": N_("戸籍謄本（親などであることが分かる紙）"),
    "guardianship-certificate": N_("登記事項証明書（後見人であることが分かる紙）"),
    "power-of-attorney": N_("回答書・委任状（本人が書いたもの）"),
    "reason-proof": N_("本人が来られない理由が分かる紙（診断書など）"),
}

WHO: Final = {
    "self": N_("本人（15歳以上）"),
    "foreign": N_("本人（15歳以上、外国籍）"),
    "child": N_("15歳未満の子どもと、親など"),
    "guardian": N_("本人と、成年後見人など"),
    "proxy": N_("頼まれた人だけ（本人は来られない）"),
    "parent": N_("親や成年後見人などだけ（本人は来られない）"),
    "infant": N_("1歳未満の赤ちゃんの親だけ"),
}

HOLDERS: Final = {
    "applicant": N_("本人のもの"),
    "representative": N_("来る人のもの（親・代理の人）"),
}


def document_words(words: Words, code: str, name_ja: str) -> str:
    """The name in the reader's language; a kind that has none yet keeps its Japanese name."""
    known = DOCUMENTS.get(code)
    return words(known) if known else coded(f"⟦{name_ja}⟧")
