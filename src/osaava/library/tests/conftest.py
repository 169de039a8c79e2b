"""Files that tests store lie in a folder that goes away."""

import pytest


@pytest.fixture(autouse=True)
def own_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
