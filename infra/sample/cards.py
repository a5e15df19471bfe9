"""Cards for the sample's people: numbers, boxes, validity, flags."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from infra.sample.households import Household
from issuance.applicants.person import Person
from issuance.calendar import add_months, age_on, nth_birthday_after
from issuance.cases.facts import CaseKind
from issuance.intake.words import Flag

CARDS_IN_A_BOX: Final = 50

_ADULT: Final = 18
_SIGNATURE_FROM: Final = 15
_OLD: Final = 75


@dataclass(frozen=True, kw_only=True)
class SampleCard:
    """One line of a delivery list, and where in the ward it belongs."""

    person: Person
    household: Household
    application_id: str
    card_serial: str
    made_on: date
    expires_on: date
    box: str
    kind: CaseKind
    flags: frozenset[Flag]

    @property
    def old_card_serial(self) -> str:
        """Of the card that is given back for this one; a first or a lost one has none."""
        if self.kind not in {CaseKind.RENEWAL, CaseKind.REISSUE_OTHER}:
            return ""
        drawn, place = divmod(int(self.card_serial), 10**8)
        return f"{(drawn + 5 * 10**6) % 10**7:07}{place:08}"


class CardMaker:
    """Makes cards in the order of their boxes."""

    def __init__(self, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today
        self._delivery = chance.randrange(1000)
        self._made = 0

    @property
    def boxes(self) -> int:
        return -(-self._made // CARDS_IN_A_BOX)

    def make(self, household: Household, person: Person) -> SampleCard:
        """The next card; the running number at their ends keeps all numbers apart."""
        place, self._made = self._made, self._made + 1
        made_on = self._today - timedelta(days=self._chance.randint(14, 35))
        return SampleCard(
            person=person,
            household=household,
            application_id=f"{self._chance.randrange(10**15):015}{place:08}",
            card_serial=f"{self._chance.randrange(10**7):07}{place:08}",
            made_on=made_on,
            expires_on=self._expiry(household, person, made_on),
            box=f"{self._today:%y%m}{self._delivery:03}-{place // CARDS_IN_A_BOX + 1:04}",
            kind=self._kind(household, person),
            flags=self._flags(household, person),
        )

    def _expiry(self, household: Household, person: Person, made_on: date) -> date:
        """10th birthday, 5th for minors, or the end of a foreign resident's stay (domain.md 6)."""
        birthdays = 10 if age_on(made_on, person.birth_on) >= _ADULT else 5
        expires_on = nth_birthday_after(made_on, person.birth_on, birthdays)
        if not household.is_foreign:
            return expires_on
        return min(expires_on, add_months(made_on, self._chance.choice((12, 36, 60))))

    def _kind(self, household: Household, person: Person) -> CaseKind:
        if household.is_for_first_steps or age_on(self._today, person.birth_on) < 6:
            return CaseKind.FIRST
        (kind,) = self._chance.choices(
            (CaseKind.FIRST, CaseKind.RENEWAL, CaseKind.REISSUE_LOST, CaseKind.REISSUE_OTHER),
            (50, 40, 7, 3),
        )
        return kind

    def _flags(self, household: Household, person: Person) -> frozenset[Flag]:
        age = age_on(self._today, person.birth_on)
        flags = {Flag.NO_SIGNATURE} if age < _SIGNATURE_FROM else set[Flag]()
        if household.is_for_first_steps:
            return frozenset(flags)
        shares = {
            Flag.NO_SIGNATURE: 0.04,
            Flag.PINLESS: 0.12 if age >= _OLD else 0.0,
            Flag.WHEELCHAIR: 0.1 if age >= _OLD else 0.005,
            Flag.INTERPRETER: 0.4 if household.is_foreign else 0.0,
            Flag.SIGN_LANGUAGE: 0.005,
            Flag.LONG_SLOT: 0.02,
            Flag.PROTECTED: 0.005,
        }
        drawn = {flag for flag, share in shares.items() if self._chance.random() < share}
        return frozenset(flags | drawn)
