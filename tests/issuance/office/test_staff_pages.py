"""職員: accounts by the administrator's pages, and one's own."""

import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from litestar.testing import AsyncTestClient

from issuance.application import Order
from issuance.ledger.facts import form_of
from issuance.office.app import create_app
from issuance.office.staff import passwords
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.register import StaffRegister
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from issuance.staffing.decisions import LastAdminError
from issuance.staffing.facts import staff_stream_of
from tests.issuance.office.house import NOW, PASSWORD, Hands

ADMIN = "K13"
NEW = "a new password 7"


@pytest.fixture
async def register(issuance_db, settings):
    return StaffRegister(build_issuance(issuance_db, settings).work)


async def facts_of(register, code):
    async with register._work.log.transaction() as tx:
        history = await tx.history(staff_stream_of(code))
    return [(form_of(type(each.fact)).topic.removeprefix("staff."), each.by) for each in history]


def by(code, key=None):
    return Order(by=f"staff:{code}", at=NOW, key=key)


async def test_an_account_is_made_and_its_owner_changes_the_password_first(
    hands, settings, clock, register
):
    await hands.sign_in(ADMIN)
    made = await hands.send(
        "/staff", "/staff/make", staff_id="ｋ３１", new_password=PASSWORD,
        **{"role-clerk": "1", "role-sealer": "1"},
    )  # fmt: skip
    assert "アカウントを作りました" in made
    assert await facts_of(register, "K31") == [("account-made", f"staff:{ADMIN}")]
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        owner = Hands(client)
        assert (await owner.sign_in("K31")).status_code == 303
        turned = await client.get("/cases", follow_redirects=False)
        assert turned.headers["location"] == "/account"
        changed = await owner.send(
            "/account", "/account/password", old_password=PASSWORD, new_password=NEW
        )
        assert "パスワードを変えました" in changed
        assert await owner.see("/cases")
        await owner.see("/boxes", status=403)
    assert (await facts_of(register, "K31"))[-1] == ("password-changed", "staff:K31")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"staff_id": "K01", "role-clerk": "1"}, "もう使われています"),
        ({"staff_id": "Hanako", "role-clerk": "1"}, "英字1つと数字"),
        ({"staff_id": "K31"}, "職務を1つ以上"),
        ({"staff_id": "K31", "role-clerk": "1", "role-auditor": "1"}, "1人で兼ねられません"),
        ({"staff_id": "K31", "role-clerk": "1", "new_password": "short"}, "8文字以上で"),
        ({"staff_id": "K31", "role-clerk": "1", "new_password": "my-k31-pass"}, "8文字以上で"),
    ],
)
async def test_what_cannot_be_is_refused_and_what_was_typed_stays(hands, fields, words):
    await hands.sign_in(ADMIN)
    page = await hands.send("/staff", "/staff/make", **({"new_password": PASSWORD} | fields))
    assert words in page
    assert f'value="{fields["staff_id"]}"' in page
    assert PASSWORD not in page
    ticked = page.split('name="role-clerk" value="1"')[1].split(">")[0]
    assert ("checked" in ticked) == ("role-clerk" in fields)


async def test_roles_work_at_once_and_a_disabled_account_is_out_at_once(
    hands, settings, clock, register
):
    await hands.sign_in(ADMIN)
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        clerk = Hands(client)
        await clerk.sign_in("K01")
        await clerk.see("/sealing", status=403)
        await hands.send("/staff/K01", "/staff/K01/roles", **{"role-sealer": "1"})
        assert await clerk.see("/sealing")
        await hands.send("/staff/K01", "/staff/K01/disable")
        await clerk.see("/", status=303)
        assert (await clerk.sign_in("K01")).status_code == 422
        await hands.send("/staff/K01", "/staff/K01/enable")
        assert (await clerk.sign_in("K01")).status_code == 303
        await hands.send("/staff/K01", "/staff/K01/sign-out")
        await clerk.see("/", status=303)
    kinds = [kind for kind, _ in await facts_of(register, "K01")]
    assert kinds == ["roles-changed", "account-disabled", "account-enabled", "sessions-ended"]


async def test_a_reset_password_ends_a_lock_and_has_to_be_changed(hands, settings, clock):
    await hands.sign_in(ADMIN)
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        clerk = Hands(client)
        for _ in range(6):
            await clerk.sign_in("K01", "guess number n")
        assert "まで使えない" in await hands.see("/staff")
        await hands.send("/staff/K01", "/staff/K01/password", new_password=NEW)
        assert (await clerk.sign_in("K01")).status_code == 422
        assert (await clerk.sign_in("K01", NEW)).status_code == 303
        assert (await client.get("/", follow_redirects=False)).headers["location"] == "/account"


async def test_nobody_changes_their_own_roles_or_locks_themselves_out(hands):
    await hands.sign_in(ADMIN)
    for name, fields in (
        ("roles", {"role-clerk": "1", "role-tenant-admin": "1"}),
        ("disable", {}),
        ("password", {"new_password": NEW}),
    ):
        page = await hands.send(f"/staff/{ADMIN}", f"/staff/{ADMIN}/{name}", **fields)
        assert "ほかの管理者に頼んでください" in page
    assert await hands.see("/staff")


async def test_two_administrators_cannot_close_each_other_at_the_same_moment(issuance_db, register):
    await add_staff(issuance_db, "K14", PASSWORD, [Role.TENANT_ADMIN])
    done = await asyncio.gather(
        register.disable(by("K13"), "K14"), register.disable(by("K14"), "K13"),
        return_exceptions=True,
    )  # fmt: skip
    assert [type(each) for each in done if each] == [LastAdminError]


async def test_the_same_order_again_does_it_once(register):
    for _ in range(2):
        await register.make(by(ADMIN, "key-31"), "K31", NEW, [Role.CLERK])
        await register.end_sessions(by(ADMIN, "key-32"), "K01")
    assert len(await facts_of(register, "K31")) == len(await facts_of(register, "K01")) == 1


async def test_an_unknown_account_has_no_page_and_no_forms(hands, client):
    await hands.sign_in(ADMIN)
    for path in ("/staff/K77", "/staff/%E7%AA%93", "/staff/k13", "/staff/x'--"):
        await hands.see(path, status=404)
    token = (await hands.see("/staff")).split('_csrf_token" value="')[1].split('"')[0]
    for path in ("/staff/K77/disable", "/staff/'/disable"):
        answer = await client.post(path, data={"_csrf_token": token}, follow_redirects=False)
        assert answer.status_code in {303, 404}


class TestOnesOwnAccount:
    async def test_the_old_password_is_asked_for_and_counted(self, hands):
        await hands.sign_in("K01")
        for _ in range(6):
            page = await hands.send(
                "/account", "/account/password", old_password="wrong", new_password=NEW
            )
        assert "まで使えません" in page
        assert (await hands.sign_in("K01")).status_code == 422

    async def test_the_same_password_is_no_change(self, hands):
        await hands.sign_in("K01")
        fields = {"old_password": PASSWORD, "new_password": PASSWORD}
        assert "前と違うもの" in await hands.send("/account", "/account/password", **fields)

    async def test_other_sessions_end_with_the_old_password(self, hands, settings, clock):
        await hands.sign_in("K01")
        async with AsyncTestClient(create_app(settings, clock=clock)) as client:
            await Hands(client).sign_in("K01")
            fields = {"old_password": PASSWORD, "new_password": NEW}
            await Hands(client).send("/account", "/account/password", **fields)
            assert await Hands(client).see("/")
        await hands.see("/", status=303)

    async def test_signing_out_everywhere(self, hands, settings, clock):
        await hands.sign_in("K01")
        async with AsyncTestClient(create_app(settings, clock=clock)) as client:
            await Hands(client).sign_in("K01")
            answer = await Hands(client).post("/account", "/account/sign-out-everywhere")
            assert answer.headers["location"] == "/sign-in"
        await hands.see("/", status=303)


async def test_an_old_hash_is_renewed_at_sign_in(hands, issuance_db):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await issuance_db.execute(
        "UPDATE office.staff SET password_hash = $1 WHERE staff_id = 'K01'", weak
    )
    assert (await hands.sign_in("K01")).status_code == 303
    kept = await issuance_db.fetchval(
        "SELECT password_hash FROM office.staff WHERE staff_id = 'K01'"
    )
    assert kept != weak
    assert not passwords._HASHER.check_needs_rehash(kept)
    assert (await hands.sign_in("K01")).status_code == 303


async def test_an_account_without_a_password_opens_to_none(hands, issuance_db):
    await issuance_db.execute("UPDATE office.staff SET password_hash = '' WHERE staff_id = 'K01'")
    for typed in ("", " ", PASSWORD):
        assert (await hands.sign_in("K01", typed)).status_code == 422


class TestTheEndOfASession:
    async def test_is_said_on_every_page_and_put_off_by_asking(self, hands, client, clock):
        await hands.sign_in("K01")
        assert "10:30 に終わります" in await hands.see("/")
        clock.now += timedelta(minutes=26)
        assert (await client.get("/session")).json() == {"seconds": 1800}
        clock.now += timedelta(minutes=20)
        assert "11:16 に終わります" in await hands.see("/")

    async def test_comes_with_the_day_whatever_is_done(self, hands, clock):
        await hands.sign_in("K01")
        for _ in range(24):
            clock.now += timedelta(minutes=24, seconds=55)
            await hands.see("/session")
        page = await hands.see("/account")
        assert "20:00 に終わります" in page
        assert ">続ける</button>" not in page

    async def test_is_over_for_who_asks_too_late(self, hands, client, clock):
        await hands.sign_in("K01")
        clock.now += timedelta(minutes=31)
        answer = await client.get("/session", follow_redirects=False)
        assert answer.status_code == 303


async def test_the_auditor_reads_what_was_done_and_by_whom(hands, register):
    await register.make(by(ADMIN), "K31", NEW, [Role.CLERK])
    await hands.sign_in("K12")
    page = await hands.see("/record")
    assert "アカウントを作った" in page
    assert "カードが届いた" in await hands.see("/record?by=K01")
    only = await hands.see("/record?by=k13")
    assert "アカウントを作った" in only
    assert "カードが届いた" not in only
    for query in ("before=x", "before=-1", "before=99999999999999999999", "by='--", "before=2"):
        await hands.see(f"/record?{query}")
