"""What everyone may see of the network: the role matrix, organisations' pages, themes' people."""

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.language import LANGUAGES
from osaava.base.page_cache import kept
from osaava.network import queries
from osaava.network.forms import MatrixFilter
from osaava.themes.api import theme_by_slug

VIEWS = ("matriisi", "teemoittain", "jarjestajittain")


def _ways(request, now: str) -> list[dict]:
    labels = (_("Matrix"), _("By theme"), _("By provider"))
    ways = []
    for value, label in zip(VIEWS, labels, strict=True):
        query = QueryDict(mutable=True)
        query.update({k: v for k, v in request.GET.items() if k in MatrixFilter.base_fields and v})
        if value != VIEWS[0]:
            query["nayta"] = value
        ways.append({"label": label, "url": f"{request.path}?{query.urlencode()}" if query else request.path, "current": value == now})
    return ways


@kept
@public
@require_safe
def matrix(request):
    now = request.GET.get("nayta", "")
    now = now if now in VIEWS else VIEWS[0]
    form = MatrixFilter(request.GET)
    found = queries.role_matrix(**form.values())
    context = {
        "filter": form, "matrix": found, "view": now, "ways": _ways(request, now),
        "is_filtered": any(request.GET.get(name) for name in ("rooli", "maakunta", "koko", "q")),
    }
    return render(request, "network/matrix.html", context)


@public
@require_safe
def organisation(request, organisation):
    page = queries.organisation_public(organisation)
    if page is None:
        raise Http404
    crumbs = [{"label": _("Network"), "url": reverse("network:matrix")}, {"label": page.organisation.name}]
    return render(request, "network/organisation.html", {"page": page, "organisation": page.organisation, "breadcrumb": crumbs})


@public
@require_safe
def theme_people(request, theme):
    found = theme_by_slug(theme)
    if found is None:
        raise Http404
    with_names = request.user.is_authenticated and queries.memberships_of(request.user).exists()
    addresses = {}
    for code in LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse("network:theme_people", args=[found.slug.in_language(code)])
    context = {
        "theme": found, "people": queries.theme_people(found, with_names=with_names), "with_names": with_names, "language_urls": addresses,
        "breadcrumb": [{"label": _("Network"), "url": reverse("network:matrix")}, {"label": str(found.house_name)}],
    }
    return render(request, "network/theme_people.html", context)
