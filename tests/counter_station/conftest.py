"""One real office for all stations of a session."""

import pytest

from tests.counter_station.real_office import RealOffice


@pytest.fixture(scope="session")
def real_office(postgres, tmp_path_factory):
    office = RealOffice(postgres, tmp_path_factory.mktemp("office"))
    yield office
    office.close()
