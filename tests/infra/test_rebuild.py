"""Tables that were spoilt are what the log says again."""

from infra.cli.rebuild import rebuilt
from infra.processes import BackOfficeSettings
from tests.issuance.application.house import House

SECRET = b"0123456789abcdef0123456789abcdef"
_CASES = "SELECT * FROM office.case_overview ORDER BY case_id"


async def test_the_tables_are_made_again_from_the_log(issuance_access, issuance_log):
    house = House(issuance_log)
    await house.expect(1, 2)
    await house.projector.catch_up()
    before = await issuance_log.pool.fetch(_CASES)
    await issuance_log.pool.execute("UPDATE office.case_overview SET stage = 'delivered'")
    keys = ("application_id_secret", "notice_secret", "birthday_key", "applicants_key")
    settings = BackOfficeSettings(dsn=issuance_access.dsn, **dict.fromkeys(keys, SECRET))
    assert await rebuilt(settings) == await issuance_log.head()
    assert len(before) == 2
    assert await issuance_log.pool.fetch(_CASES) == before
