"""A learner's own record as files: CSV for a spreadsheet, JSON for another system."""

from __future__ import annotations

import csv
import io
import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import signed_in
from osaava.base.language import current_language
from osaava.base.rates import EXPORT, limited
from osaava.base.spreadsheets import safe_cell
from osaava.learning import queries


@signed_in
@require_safe
@limited(EXPORT, methods=("GET",))
def completions_csv(request):
    """Completions, one a row; UTF-8 with a mark and semicolons, as spreadsheets here expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_("Unit"), _("Version"), _("Language"), _("Path"), _("Completed"), _("Taken back")])
    for line in queries.learning_record(request.user, current_language()).completions:
        taken_back = line.undone_at.isoformat(timespec="seconds") if line.undone_at else ""
        row = [line.unit, line.version, line.language, line.path, line.completed_at.isoformat(timespec="seconds"), taken_back]
        writer.writerow([safe_cell(cell) for cell in row])
    return _file("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", _("completions") + ".csv")


@signed_in
@require_safe
@limited(EXPORT, methods=("GET",))
def completions_json(request):
    """Everything a person did: completions, paths, answers."""
    record = queries.learning_record(request.user, current_language())
    content = {name: [vars(line) for line in getattr(record, name)] for name in ("completions", "paths", "answers")}
    text = json.dumps({"format": "osaava-learning/1", **content}, ensure_ascii=False, indent=1, default=_plain)
    return _file(text, "application/json", _("learning") + ".json")


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
