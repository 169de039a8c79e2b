"""A publication survives being kept as JSON, to the last refusal."""

import json

import pytest

from osaava.capability.anonymity import Level, bands_from_data, bands_to_data, benchmark, from_data, publish, to_data
from osaava.capability.simulation.model import SIZE_CLASSES, simulate


@pytest.fixture(scope="module")
def rounds():
    return simulate(17, 12, 2)


def test_a_publication_comes_back_as_it_was(rounds):
    frozen = benchmark([publish(first.snapshot) for first, _second in rounds], size_classes=SIZE_CLASSES, levels=(Level.THEME,))
    assert bands_from_data(json.loads(json.dumps(bands_to_data(frozen)))) == frozen
    for before, now in rounds:
        published = publish(now.snapshot, previous=before.snapshot, benchmark=frozen)
        again = from_data(json.loads(json.dumps(to_data(published))))
        assert again == published and list(again.cells) == list(published.cells)


def test_other_data_is_refused():
    with pytest.raises(ValueError, match="osaava-published/1"):
        from_data({"format": "osaava-published/9"})
