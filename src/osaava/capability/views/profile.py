"""The capability profile: its page, the pages of the themes, and the same numbers as files."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import Permission, requires
from osaava.base.rates import DOWNLOAD, limited
from osaava.capability import documents, queries
from osaava.capability.documents import files, theme_page
from osaava.capability.documents.content import AGAINST
from osaava.capability.enums import RoundKind
from osaava.capability.extras import profile_calls
from osaava.capability.views.common import page as section_page
from osaava.themes.api import theme_by_slug

SLUGS = {"network": "verkosto", "class": "kokoluokka"}


def page(request, name, context):
    """A page of the section, where the profile's own link is the current one."""
    return section_page(request, name, context | {"section": reverse("capability:profile", args=[request.organisation.key])})


def _chosen(request):
    """(closed rounds, the one asked for or the latest full one, what is compared with); 404 for a round that is not the organisation's."""
    rounds = queries.profile_rounds(request.organisation)
    asked = request.GET.get("kierros")
    full = next((row for row in rounds if row.kind == RoundKind.FULL), rounds[0] if rounds else None)
    chosen = next((row for row in rounds if str(row.uuid) == asked), None) if asked else full
    if asked and chosen is None:
        raise Http404
    against = next((key for key, slug in SLUGS.items() if slug == request.GET.get("vertaa")), AGAINST[0])
    return rounds, chosen, against


def _choices(rounds, chosen, against):
    """Links that change the round or the comparison and keep the other."""
    words = {"network": _("Whole network"), "class": _("Size class")}
    return {
        "comparisons": [{"label": words[k], "url": f"?kierros={chosen.uuid}&vertaa={SLUGS[k]}", "current": k == against} for k in AGAINST],
        "rounds": [{"label": row.name, "url": f"?kierros={row.uuid}&vertaa={SLUGS[against]}", "current": row.pk == chosen.pk} for row in rounds],
    }


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def profile(request, organisation):
    """A closed round in a nutshell, as pictures and as tables."""
    rounds, chosen, against = _chosen(request)
    if chosen is None:
        return page(request, "profile_none", {"open_round": queries.open_round(request.organisation)})
    found = queries.profile_of(chosen)
    content = documents.content_of(found, against=against)
    calls = [call for function in profile_calls if (call := function(request, request.organisation))]
    context = {"round": chosen, "profile": found, "content": content, "calls": calls, "houses": theme_page.links(request.organisation, chosen)}
    context["pictures"] = {picture.name: picture for picture in content.pictures}
    context["files"] = files.links(request.organisation, f"kierros={chosen.uuid}&vertaa={SLUGS[against]}")
    return page(request, "profile", context | _choices(rounds, chosen, against))


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
def profile_theme(request, organisation, slug):
    """One theme: each competence with its five levels, what management claims, what staff see, and the statements behind it."""
    theme = theme_by_slug(slug)
    _rounds, chosen, _against = _chosen(request)
    if theme is None or chosen is None:
        raise Http404
    found = queries.profile_of(chosen)
    return page(request, "profile_theme", theme_page.context(found, theme) | {"round": chosen})


def _sent(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
@limited(DOWNLOAD, methods=("GET",))
def profile_file(request, organisation, form):
    """The profile as PDF, Word, CSV or JSON."""
    _rounds, chosen, against = _chosen(request)
    kind = files.FORMS.get(form)
    if kind is None or chosen is None:
        raise Http404
    found = queries.profile_of(chosen)
    content = documents.content_of(found, against=against)
    return _sent(kind.make(found, content), kind.content_type, f"{content.file_name}.{form}")


@requires(Permission.ROUND_VIEW, within="organisation")
@require_safe
@limited(DOWNLOAD, methods=("GET",))
def profile_picture(request, organisation, picture, form):
    """One picture of the profile as SVG or PNG."""
    _rounds, chosen, against = _chosen(request)
    if form not in files.IMAGES or chosen is None:
        raise Http404
    content = documents.content_of(queries.profile_of(chosen), against=against)
    drawn = next((found for found in content.pictures if found.name == picture), None)
    if drawn is None:
        raise Http404
    content_type, make = files.IMAGES[form]
    return _sent(make(drawn), content_type, f"{content.file_name}-{picture}.{form}")
