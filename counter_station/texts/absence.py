"""来庁できない理由: what the clerk chooses from, each with the proof it needs."""

from collections.abc import Mapping
from typing import Final

from counter_station.texts import N_
from issuance.identity.absence import AbsenceReason

ABSENCES: Final[Mapping[AbsenceReason, str]] = {
    AbsenceReason.AGED_75: N_("75歳以上で外出が困難 ─ 外出困難の申立書"),
    AbsenceReason.DISABILITY: N_("障害 ─ 障害者手帳・療育手帳、診断書"),
    AbsenceReason.HOSPITAL: N_("長期入院 ─ 診断書、入院証明"),
    AbsenceReason.FACILITY: N_("施設入所 ─ 施設入所証明"),
    AbsenceReason.CARE: N_("要介護・要支援 ─ 介護保険証、認定通知"),
    AbsenceReason.PREGNANCY: N_("妊娠 ─ 母子健康手帳、診断書"),
    AbsenceReason.STUDY_ABROAD: N_("海外留学 ─ 査証の写し、在学証明"),
    AbsenceReason.STUDENT: N_("中学生・高校生・高専生 ─ 学生証、在学証明"),
    AbsenceReason.WITHDRAWAL: N_("長期のひきこもり ─ 公的支援機関の証明（顔写真証明書）"),
    AbsenceReason.UNDER_15: N_("15歳未満 ─ 証明は不要（記録で確認）"),
    AbsenceReason.BUSY: N_("仕事などで多忙 ─ 理由として認められません"),
    AbsenceReason.UNTOLD: N_("理由は聞いていない"),
}
