"""Help: eight short pages."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.language import current_language
from osaava.campus import help_pages
from osaava.campus.own_pages import rendered


@public
@require_safe
def help_list(request):
    """All help pages in their order of reading."""
    breadcrumb = [{"label": _("Campus"), "url": reverse("campus:front")}, {"label": _("Help"), "url": request.path}]
    return render(request, "campus/help_list.html", {"pages": help_pages.all_pages(current_language()), "breadcrumb": breadcrumb})


@public
@require_safe
def help_page(request, slug):
    """One help page."""
    page = help_pages.page_of(slug, current_language())
    if page is None:
        raise Http404
    breadcrumb = [
        {"label": _("Campus"), "url": reverse("campus:front")},
        {"label": _("Help"), "url": reverse("campus:help")},
        {"label": page.title, "url": request.path},
    ]
    others = [other for other in help_pages.all_pages(current_language()) if other.slug != slug]
    context = {"page": page, "body": rendered(page.text), "others": others, "breadcrumb": breadcrumb}
    return render(request, "campus/help_page.html", context)
