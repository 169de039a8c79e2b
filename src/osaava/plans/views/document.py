"""The plan as a document: a page to print, PDF, Word."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base import rates
from osaava.base.access import Permission, requires
from osaava.base.language import current_language
from osaava.plans import queries
from osaava.plans.documents import document_of as content_of
from osaava.plans.documents.docx import docx_of
from osaava.plans.documents.pdf import pdf_of
from osaava.plans.views import common

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _plan(request, uuid):
    if (plan := queries.plan_of(request.organisation, uuid)) is None:
        raise Http404
    return plan


def _page(request, plan):
    context = common.frame(request, (_("The plan as a document"), "")) | {"plan": plan, "document": content_of(plan, request.user)}
    return render(request, "plans/document.html", context)


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def document(request, organisation):
    """The plan that is under way, as it prints."""
    return _page(request, common.plan_or_404(request))


@requires(Permission.PLAN_VIEW, within="organisation")
@require_safe
def document_of(request, organisation, uuid):
    """One plan, also a closed one."""
    return _page(request, _plan(request, uuid))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@requires(Permission.PLAN_VIEW, within="organisation")
@rates.limited(rates.DOWNLOAD, methods=("GET",))
@require_safe
def document_pdf(request, organisation, uuid):
    """The plan as a tagged PDF."""
    made = content_of(_plan(request, uuid), request.user)
    return _file(pdf_of(made, language=current_language()), f"{made.file_name}.pdf", "application/pdf")


@requires(Permission.PLAN_VIEW, within="organisation")
@rates.limited(rates.DOWNLOAD, methods=("GET",))
@require_safe
def document_docx(request, organisation, uuid):
    """The plan as a Word file."""
    made = content_of(_plan(request, uuid), request.user)
    return _file(docx_of(made, language=current_language()), f"{made.file_name}.docx", DOCX)
