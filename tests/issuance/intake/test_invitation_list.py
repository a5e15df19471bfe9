"""ご案内一覧: taken in whole or not at all; what is wrong is said by line and column."""

from datetime import date

import pytest

from issuance.application.invitations import Invited
from issuance.calendar.opening_rules import Service
from issuance.intake.invitation_list import InvitationListRefusedError, parse_invitation_list

TODAY = date(2026, 11, 22)


def read(text, encoding="utf-8-sig"):
    content = ("整理番号,用件,生年月日,来庁期限\r\n" + text).encode(encoding)
    return parse_invitation_list(content, TODAY).rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@pytest.mark.parametrize(
    ("word", "service"),
    [
        ("更新", Service.RENEW_CERTIFICATE),
        ("reset-pin", Service.RESET_PIN),
        ("申請", Service.APPLY),
        ("相談", Service.CONSULT),
    ],
)
def test_a_line_is_somebody_to_invite(encoding, word, service):
    (row,) = read(f"r8-0001,{word},1950/4/8,2027-01-31", encoding)
    assert row == Invited(
        reference="R8-0001",
        service=service,
        birth_on=date(1950, 4, 8),
        last_on=date(2027, 1, 31),
    )
    assert "1950" not in repr(row)


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",更新,1950-04-08,2027-01-31", "reference", "empty"),
        ("山田,更新,1950-04-08,2027-01-31", "reference", "label-not-read"),
        ("123456789018,更新,1950-04-08,2027-01-31", "reference", "individual-number"),
        ("A1,受け取り,1950-04-08,2027-01-31", "service", "choice-unknown"),
        ("A1,更新,2026-11-23,2027-01-31", "birth_date", "day-in-future"),
        ("A1,更新,1950-04-08,2026-11-21", "last_on", "day-over"),
        ("A1,更新,1950-04-31,2027-01-31", "birth_date", "no-such-date"),
    ],
)
def test_what_is_wrong_is_named(line, column, code):
    with pytest.raises(InvitationListRefusedError) as refusal:
        read(line)
    assert [(each.line, each.column, each.code) for each in refusal.value.problems] == [
        (2, column, code)
    ]


def test_nobody_is_invited_twice_for_the_same():
    twice = "A1,更新,1950-04-08,2027-01-31\r\nA1,更新,1950-04-08,2027-01-31"
    with pytest.raises(InvitationListRefusedError, match="refused"):
        read(twice)
    assert len(read(twice.replace("更新", "相談", 1))) == 2
