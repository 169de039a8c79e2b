"""The WSGI entry point; with OSAAVA_JOBS=thread (the default) it also runs the job thread."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.JOBS == "thread":
    from osaava.base import jobs

    jobs.start_thread()
