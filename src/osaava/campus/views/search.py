"""Search: one box over everything, and suggestions while typing."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osaava.base import rates
from osaava.base.access import public
from osaava.base.page_cache import kept
from osaava.campus import search_page


@kept
@public
@require_safe
def search(request):
    """Results in groups with facets; works without script, every state has an address."""
    if request.GET.get("q") and not rates.count(request, rates.SEARCH_PERSON if request.user.is_authenticated else rates.SEARCH_VISITOR):
        return rates.too_many(request, rates.SEARCH_VISITOR)
    return render(request, "campus/search.html", search_page.search_context(request.GET))


@public
@require_safe
def suggestions(request):
    """Titles that begin to match, as JSON; light enough to need no limit of its own."""
    return JsonResponse({"results": search_page.suggestions(request.GET.get("q", ""))})
