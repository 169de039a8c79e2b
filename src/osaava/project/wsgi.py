"""The WSGI entry point; in `osaava up` it also runs the job thread."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

if os.environ.get("OSAAVA_JOBS", "thread") == "thread" and os.environ.get("RUN_MAIN_JOBS") != "0":
    from osaava.base import jobs

    jobs.start_thread()
