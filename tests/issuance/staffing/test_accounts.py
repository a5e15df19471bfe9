"""職員のアカウント: opened, changed and closed by administrators, never to the last of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.errors import Refusal
from issuance.staffing import decisions as d
from issuance.staffing import facts as f
from issuance.staffing.decisions import Account
from issuance.staffing.roles import WORK_OF_TWO, Role, RoleClashError, require_no_clash

ADMIN, OTHER_ADMIN, CLERK = "K01", "K02", "K03"


def account(*roles, active=True):
    return Account(roles=frozenset(roles), active=active)


ROSTER = {
    ADMIN: account(Role.TENANT_ADMIN),
    OTHER_ADMIN: account(Role.TENANT_ADMIN, active=False),
    CLERK: account(Role.CLERK),
}


class TestMaking:
    def test_opens_an_account_with_its_roles(self):
        made = d.make(ROSTER, "K09", [Role.STOCK, Role.CLERK], way="password", four_eyes=True)
        roles = (Role.CLERK, Role.STOCK)
        assert made == [f.AccountMade(staff_id="K09", roles=roles, way="password")]

    def test_never_gives_a_code_to_a_second_person(self):
        with pytest.raises(d.StaffKnownError):
            d.make(ROSTER, OTHER_ADMIN, [Role.CLERK], way="password", four_eyes=True)

    def test_needs_a_role(self):
        with pytest.raises(d.NoRoleError):
            d.make(ROSTER, "K09", [], way="password", four_eyes=True)


class TestRoles:
    def change(self, code, *roles, by=ADMIN, roster=ROSTER):
        return d.change_roles(roster, code, roles, by=by, four_eyes=True)

    def test_are_changed(self):
        changed = f.RolesChanged(staff_id=CLERK, roles=(Role.SUPERVISOR,))
        assert self.change(CLERK, Role.SUPERVISOR) == [changed]

    def test_given_again_add_nothing(self):
        assert self.change(CLERK, Role.CLERK) == []
        assert self.change(ADMIN, Role.TENANT_ADMIN, by=ADMIN) == []

    def test_are_not_given_to_oneself(self):
        with pytest.raises(d.OwnAccountError):
            self.change(ADMIN, Role.TENANT_ADMIN, Role.CLERK, by=ADMIN)

    def test_of_the_last_administrator_stay(self):
        with pytest.raises(d.LastAdminError):
            self.change(ADMIN, Role.CLERK, by="K99")
        two = ROSTER | {OTHER_ADMIN: account(Role.TENANT_ADMIN)}
        assert self.change(ADMIN, Role.CLERK, by=OTHER_ADMIN, roster=two)

    def test_of_nobody_are_unknown(self):
        with pytest.raises(d.StaffUnknownError):
            self.change("K77", Role.CLERK)


class TestClashes:
    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
    def test_an_auditor_does_nothing_else(self, role):
        for four_eyes in (True, False):
            with pytest.raises(RoleClashError):
                require_no_clash([Role.AUDITOR, role], four_eyes=four_eyes)

    @pytest.mark.parametrize("role", sorted(WORK_OF_TWO))
    def test_who_hands_out_accounts_is_no_second_person_but_at_a_small_venue(self, role):
        with pytest.raises(RoleClashError):
            require_no_clash([Role.TENANT_ADMIN, role], four_eyes=True)
        require_no_clash([Role.TENANT_ADMIN, role], four_eyes=False)

    def test_the_roles_of_one_course_go_together(self):
        require_no_clash(set(Role) - {Role.AUDITOR, Role.TENANT_ADMIN}, four_eyes=True)


class TestClosing:
    def test_disables_somebody(self):
        assert d.disable(ROSTER, CLERK, by=ADMIN) == [f.AccountDisabled(staff_id=CLERK)]

    def test_a_second_time_adds_nothing(self):
        assert d.disable(ROSTER, OTHER_ADMIN, by=ADMIN) == []

    def test_is_refused_for_oneself_and_for_the_last_administrator(self):
        with pytest.raises(d.OwnAccountError):
            d.disable(ROSTER, ADMIN, by=ADMIN)
        with pytest.raises(d.LastAdminError):
            d.disable(ROSTER, ADMIN, by=CLERK)

    def test_can_be_taken_back(self):
        assert d.enable(ROSTER, OTHER_ADMIN) == [f.AccountEnabled(staff_id=OTHER_ADMIN)]
        assert d.enable(ROSTER, CLERK) == []


def test_a_password_is_reset_by_somebody_else():
    assert d.reset_password(ROSTER, CLERK, by=ADMIN) == [f.PasswordReset(staff_id=CLERK)]
    with pytest.raises(d.OwnAccountError):
        d.reset_password(ROSTER, ADMIN, by=ADMIN)


CODES = st.sampled_from([ADMIN, OTHER_ADMIN, CLERK, "K04"])
ACTS = st.tuples(st.sampled_from(["roles", "disable", "enable"]), CODES, CODES, st.sets(
    st.sampled_from([Role.TENANT_ADMIN, Role.CLERK]), min_size=1))  # fmt: skip


@settings(max_examples=60)
@given(st.lists(ACTS, max_size=12))
def test_somebody_can_always_look_after_the_accounts(acts):
    roster = dict(ROSTER)
    for act, code, by, roles in acts:
        try:
            _done(roster, act, code, by, roles)
        except Refusal:
            continue
        assert any(each.active and Role.TENANT_ADMIN in each.roles for each in roster.values())


def _done(roster, act, code, by, roles):
    stands = roster.get(code, account())
    match act:
        case "roles":
            if d.change_roles(roster, code, roles, by=by, four_eyes=True):
                roster[code] = Account(roles=frozenset(roles), active=stands.active)
        case "disable":
            if d.disable(roster, code, by=by):
                roster[code] = Account(roles=stands.roles, active=False)
        case _:
            if d.enable(roster, code):
                roster[code] = Account(roles=stands.roles, active=True)
