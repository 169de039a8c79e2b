"""The report of a collection: every file, every draft unit, what came along and what did not. To read, print and keep."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from osaava.base.access import signed_in
from osaava.exchange.collections import queries
from osaava.exchange.collections.views import showing
from osaava.exchange.collections.views.frame import page
from osaava.exchange.collections.words import carried, chunk_state, refusal_text, source_state, warning_text


@signed_in
@require_safe
def collection_report(request, uuid):
    """The report as a page, or with `?muoto=md` as a file."""
    found = queries.collection_for(request.user, uuid)
    report = queries.report(found)
    if request.GET.get("muoto") == "md":
        answer = HttpResponse(queries.report_as_text(report), content_type="text/markdown; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{slugify(found.name)[:60] or "kokoelma"}-raportti.md"'
        return answer
    files = [_file(source) for source in report["sources"]]
    totals = report["totals"] | {"share": carried(report["totals"]["words_carried"], report["totals"]["source_words"])}
    return render(request, "exchange/report.html", page(found, "collection_report", files=files, totals=totals))


def _file(source: dict) -> dict:
    refused = source["state"] in ("refused", "left-out")
    return source | {
        "state_words": source_state(source["state"]), "share": carried(source["words_carried"], source["source_words"]),
        "reason": refusal_text(source["code"], source["detail"]) if refused else "", "left_out": showing.left_out(source["left_out"]),
        "warnings": [warning_text(code) for code in source["warnings"]],
        "chunks": [
            chunk | {"state_words": chunk_state(chunk["state"]), "warnings": [warning_text(code) for code in chunk["warnings"]]}
            for chunk in source["chunks"]
        ],
    }  # fmt: skip
