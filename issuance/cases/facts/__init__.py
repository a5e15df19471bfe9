"""What can happen to a case (交付案件). Nothing here names a person or holds what a person knows.

One file for each part of the course. Actors are staff codes; people's data lies in
`issuance.applicants`, sealed PINs in their own table.
"""

from issuance.cases.facts.appointments import (
    AppointmentCancelled,
    AppointmentDeclined,
    AppointmentFact,
    AppointmentMoved,
    AppointmentNoted,
    LateAnnounced,
    LettersReachable,
    LettersUndeliverable,
    NoShowRecorded,
    NoticeSent,
)
from issuance.cases.facts.arrival import (
    ArrivalFact,
    ArrivalUndone,
    CardArrived,
    CardDefect,
    CardDefective,
    CardExpected,
    CardStored,
    CaseKind,
    RemakeRequested,
    SetupCompleted,
)
from issuance.cases.facts.counter import (
    CheckedIn,
    CounterFact,
    CounterStep,
    DeliveryChosen,
    DeliveryMode,
    StepUndone,
    VisitBrokenOff,
    VisitFinished,
    WalkInMissed,
)
from issuance.cases.facts.endings import (
    ApplicationWithdrawn,
    CardDestroyed,
    CardExpired,
    CardFound,
    CardLost,
    CardMissing,
    DestructionApproved,
    DestructionDeferred,
    DestructionProposed,
    EndingFact,
    HolderDied,
    HolderMovedOut,
    NumberChanged,
    RecordDeleted,
    RecordFact,
)
from issuance.cases.facts.identity import (
    DocumentsInsufficient,
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityFact,
    IdentityRefused,
    IdentityVerified,
)
from issuance.cases.facts.mail import (
    LossDutyDone,
    MailAccepted,
    MailComingBack,
    MailFact,
    MailHeld,
    MailLost,
    PostingAllowed,
    PostingBarred,
)
from issuance.cases.facts.pins import (
    PinEnvelopeDestroyed,
    PinFact,
    PinlessChosen,
    PinSettingBegun,
    PinSheetReplaced,
    PinSheetSealed,
    PinSheetSpent,
    PinsSealed,
    PinsSet,
    ReferenceSet,
    SettingMethod,
    SettingUncertain,
    SheetFault,
)
from issuance.cases.facts.posting import (
    CardHandedOver,
    Delivered,
    EnvelopeSealed,
    HandedToPost,
    MailReturned,
    PostingFact,
    PostingStopped,
)
from issuance.cases.facts.quarantine import (
    CardCheckBegun,
    CardChecked,
    CardUnusable,
    HolderAskedAgain,
    QuarantineFact,
    Seen,
)

CaseFact = (
    ArrivalFact
    | AppointmentFact
    | CounterFact
    | IdentityFact
    | PinFact
    | QuarantineFact
    | PostingFact
    | MailFact
    | EndingFact
)

__all__ = [
    "ApplicationWithdrawn", "AppointmentCancelled", "AppointmentDeclined", "AppointmentFact",
    "AppointmentMoved", "AppointmentNoted", "ArrivalFact", "ArrivalUndone", "CardArrived",
    "CardCheckBegun", "CardChecked", "CardDefect", "CardDefective", "CardDestroyed", "CardExpected",
    "CardExpired", "CardFound", "CardHandedOver", "CardLost", "CardMissing", "CardStored",
    "CardUnusable", "CaseFact", "CaseKind", "CheckedIn", "CounterFact", "CounterStep", "Delivered",
    "DeliveryChosen", "DeliveryMode", "DestructionApproved", "DestructionDeferred",
    "DestructionProposed", "DocumentsInsufficient", "EndingFact", "EnvelopeSealed",
    "ExtraDocumentAsked", "HandedToPost", "HolderAskedAgain", "HolderDied", "HolderMovedOut",
    "IdentityDoubted", "IdentityFact", "IdentityRefused", "IdentityVerified", "LateAnnounced",
    "LettersReachable", "LettersUndeliverable", "LossDutyDone", "MailAccepted", "MailComingBack",
    "MailFact", "MailHeld", "MailLost", "MailReturned", "NoShowRecorded", "NoticeSent",
    "NumberChanged", "PinEnvelopeDestroyed", "PinFact", "PinSettingBegun", "PinSheetReplaced",
    "PinSheetSealed", "PinSheetSpent", "PinlessChosen", "PinsSealed", "PinsSet", "PostingAllowed",
    "PostingBarred", "PostingFact", "PostingStopped", "QuarantineFact", "RecordDeleted",
    "RecordFact", "ReferenceSet", "RemakeRequested", "Seen", "SettingMethod", "SettingUncertain",
    "SetupCompleted", "SheetFault", "StepUndone", "VisitBrokenOff", "VisitFinished", "WalkInMissed",
]  # fmt: skip
