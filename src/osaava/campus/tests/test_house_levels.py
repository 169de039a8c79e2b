"""On a theme's house a member sees where the own organisation stands; nobody else does."""

import pytest
from django.urls import reverse

from osaava.capability.tests.closed import closed
from osaava.network.tests import factories as network
from osaava.themes.api import theme_by_key


@pytest.fixture
def here(db):
    return network.organisation(size_class="m")


def house(client):
    return client.get(reverse("library:house", args=[theme_by_key("voimala").slug["fi"]])).content.decode()


def test_members_see_their_level_and_only_readers_of_the_profile_its_link(client, here):
    aino, eero = network.lead(here), network.member(here)
    closed(here, aino, lift={("teachers", "voimala"): -1})
    link = reverse("capability:profile_theme", args=[here.key, "voimala"])
    for person, sees_link in ((aino, True), (eero, False)):
        client.force_login(person)
        page = house(client)
        assert f"{here.name} tässä teemassa: taso 2," in page
        assert (link in page) is sees_link


def test_visitors_and_others_see_nothing_of_it(client, here):
    outi = network.lead(network.organisation("Muualla opisto"), "Outi Oja")
    closed(here, network.lead(here))
    assert "tässä teemassa" not in house(client)
    client.force_login(outi)
    assert "tässä teemassa" not in house(client)
