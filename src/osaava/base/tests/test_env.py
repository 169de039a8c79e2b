"""Wrong settings stop the start with one sentence that says what to do."""

import pytest

from osaava.project.env import Environment, SettingError


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"OSAAVA_DATABSE_URL": "x"}, "does not exist"),
        ({"OSAAVA_DEBUG": "perhaps"}, "not a yes or a no"),
        ({"OSAAVA_DATABASE_URL": "mysql://x/y"}, "postgresql://"),
        ({"OSAAVA_DATABASE_URL": "postgresql://host"}, "names no database"),
        ({"OSAAVA_BASE_URL": "kampus"}, "is not an address"),
        ({"OSAAVA_SEARCH": "google"}, "must be auto"),
        ({"OSAAVA_UPLOAD_MB": "many"}, "not a whole number"),
        ({"OSAAVA_EMAIL_URL": "pigeon://x"}, "smtp://"),
    ],
)
def test_wrong_setting_stops_with_a_sentence(environ, words):
    with pytest.raises(SettingError, match=words):
        Environment.read(environ)


def test_postgresql_by_one_variable():
    found = Environment.read({"OSAAVA_DATABASE_URL": "postgresql://u:p%40ss@db:5433/osaava"}).database()
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == ("u", "p@ss", "db", "5433", "osaava")


def test_secret_key_is_made_once_and_kept(tmp_path):
    first = Environment.read({"OSAAVA_DATA": str(tmp_path)}).secret_key()
    assert Environment.read({"OSAAVA_DATA": str(tmp_path)}).secret_key() == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
