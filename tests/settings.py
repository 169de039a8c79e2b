"""Settings of the test suite: the product's own, with mail in memory and a cheap password hasher."""

import os
import tempfile

os.environ.setdefault("OSAAVA_DATA", tempfile.mkdtemp(prefix="osaava-test-"))
os.environ.setdefault("OSAAVA_EMAIL_URL", "memory:")
os.environ.setdefault("OSAAVA_JOBS", "worker")

from osaava.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  (WhiteNoise warns of a missing folder, and warnings are errors)
if DATABASES["default"]["ENGINE"] == "osaava.base.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  (pytest-django knows that of Django's own backend only)
