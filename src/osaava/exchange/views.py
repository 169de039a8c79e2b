"""Downloads: a path as a file to take along."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.language import current_language
from osaava.base.rates import DOWNLOAD, limited
from osaava.exchange import offline
from osaava.exchange.formats.writers import WRITERS

KINDS = {"epub": ("application/epub+zip", "epub"), "html": ("application/zip", "zip")}


@public
@require_safe
@limited(DOWNLOAD, methods=("GET",))
def path_download(request, slug, form):
    """A published path in the page's language, as an EPUB or as a zip of HTML pages."""
    if form not in WRITERS:
        raise Http404
    publication = offline.of_path(slug, current_language(), person=request.user)
    kind, ending = KINDS[form]
    response = HttpResponse(WRITERS[form].write(publication), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{slug}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
