"""The baseline: a bare Django view with one template and one query, served with the same settings of server and database."""

import os

from osaava.project import sqlite  # noqa: F401

from django.conf import settings
from django.core.wsgi import get_wsgi_application

PAGE = """<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main><h1>{{ title }}</h1><ul>{% for row in rows %}<li><a href="/{{ row.0 }}/">{{ row.1 }}</a></li>{% endfor %}</ul></main></body></html>"""

settings.configure(
    SECRET_KEY="bench-" * 10,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", {"page.html": PAGE})])]},
        }
    ],
    USE_TZ=True,
)


def page(request):
    """One query (ten rows), one template."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT key, number FROM themes_theme ORDER BY number LIMIT 10")
        rows = cursor.fetchall()
    from django.shortcuts import render

    return render(request, "page.html", {"title": "Bare view", "rows": rows})


def _patterns():
    from django.urls import path

    return [path("", page)]


urlpatterns = _patterns()
application = get_wsgi_application()
