"""来庁できない理由 in the office's words."""

from collections.abc import Mapping
from typing import Final

from issuance.identity.absence import AbsenceReason
from issuance.office.texts import N_

ABSENCES: Final[Mapping[AbsenceReason, str]] = {
    AbsenceReason.AGED_75: N_("75歳以上で外出が困難"),
    AbsenceReason.DISABILITY: N_("障害"),
    AbsenceReason.HOSPITAL: N_("長期入院"),
    AbsenceReason.FACILITY: N_("施設入所"),
    AbsenceReason.CARE: N_("要介護・要支援"),
    AbsenceReason.PREGNANCY: N_("妊娠"),
    AbsenceReason.STUDY_ABROAD: N_("海外留学"),
    AbsenceReason.STUDENT: N_("中学生・高校生・高専生"),
    AbsenceReason.WITHDRAWAL: N_("長期のひきこもり"),
    AbsenceReason.UNDER_15: N_("15歳未満"),
    AbsenceReason.BUSY: N_("仕事などで多忙（理由にならない）"),
    AbsenceReason.UNTOLD: N_("理由は聞いていない"),
}
