"""The front page: eight houses, one next step."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.base.page_cache import kept
from osaava.campus import front_page

_OVERLAYS = {"rooli": "role", "eteneminen": "progress"}


@kept
@public
@require_safe
def front(request):
    """The campus: map, list, next step or first steps, and what is new."""
    view = "list" if request.GET.get("nakyma") == "luettelo" else "map"
    overlay = _OVERLAYS.get(request.GET.get("kartalla", ""), "progress")
    return render(request, "campus/front.html", front_page.front_context(request.user, view, overlay))
