"""Files that tests store lie in a folder that goes away; the people and one read collection of most stories."""

import pytest

from osaava.exchange.tests import collection_people as people


@pytest.fixture(autouse=True)
def own_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def house(db):
    return people.house()


@pytest.fixture
def aino(house):
    return people.aino(house)


@pytest.fixture
def as_aino(client, aino):
    client.force_login(aino)
    return client


@pytest.fixture
def eero(house):
    return people.eero(house)


@pytest.fixture
def ella(house):
    return people.ella(house)


@pytest.fixture
def outi(db):
    return people.outi()


@pytest.fixture
def collection(house, aino):
    return people.collection_with(house, aino)
