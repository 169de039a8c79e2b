"""A copy of one's own data: a ZIP with one JSON file for machines and one page for reading."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osaava.accounts import queries

TITLES = {
    "accounts.person": gettext_lazy("Account"),
    "account.emailaddress": gettext_lazy("E-mail addresses"),
    "mfa.authenticator": gettext_lazy("Passkeys and two-step sign-in"),
    "usersessions.usersession": gettext_lazy("Sessions"),
    "network.membership": gettext_lazy("Organisations"),
    "network.roleassignment": gettext_lazy("Roles"),
    "network.themeteammember": gettext_lazy("Theme teams"),
    "network.invitation": gettext_lazy("Invitations sent"),
    "learning.learnerprofile": gettext_lazy("Target group and visibility"),
    "learning.enrolment": gettext_lazy("Paths"),
    "learning.unitvisit": gettext_lazy("Units seen"),
    "learning.answer": gettext_lazy("Answers and notes"),
    "learning.completion": gettext_lazy("Units completed"),
    "base.auditrow": gettext_lazy("Security log"),
    "base.idempotencykey": gettext_lazy("Keys against double saving"),
}


def _title(table: str) -> str:
    return str(TITLES.get(table) or apps.get_model(table)._meta.verbose_name_plural)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return str(value)


def as_zip(person, at: datetime) -> bytes:
    """The file that the person downloads."""
    data = queries.copy_of_data(person)
    tables = [
        {"title": _title(table), "columns": list(rows[0]), "rows": [[_cell(value) for value in row.values()] for row in rows]}
        for table, rows in data.items()
    ]
    content = {"made_at": at, "person": str(person.uuid), "tables": data}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))
        archive.writestr("data.html", render_to_string("accounts/copy_file.html", {"person": person, "at": at, "tables": tables}))
    return out.getvalue()
