"""The office on this test's database."""

import pytest

from tests.issuance.application.house import House


@pytest.fixture
def house(issuance_log):
    return House(issuance_log)
