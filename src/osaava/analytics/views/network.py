"""The coordinator's view: capability in 77 × 8, participation, needs and the orders made of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.analytics import operations, presentation, queries, stations, tasks
from osaava.analytics.forms import OrderForm
from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.library.api import OrderProblem, withdraw_work_order, work_order_for
from osaava.themes.api import all_target_groups, all_themes, theme_by_key

REFUSED = 422
NEEDS_ON_PAGE = 50
coordinator = requires(Permission.NETWORK_COORDINATE, within="network")


def _frame(request, *trail) -> dict:
    """Section bar and breadcrumb; `trail`: (label, url) below the network's page."""
    pages = (
        (_("Overview"), "network:coordination"), (_("Organisations"), "network:coordination_organisations"),
        (_("Roles"), "network:coordination_roles"), (_("Capability"), "analytics:network"), (_("Feedback"), "campus:feedback_list"),
    )  # fmt: skip
    request.section_nav = [{"label": label, "url": reverse(name), "current": request.path == reverse(name)} for label, name in pages]
    crumbs = [(_("Coordination"), reverse("network:coordination")), (_("Capability"), reverse("analytics:network")), *trail]
    return {"breadcrumb": [{"label": label, "url": url} for label, url in crumbs] if trail else None, "key": new_key()}


def _needs(request, picture) -> dict:
    """The list of needs with its filter."""
    chosen = {name: request.GET.get(name, "")[:40] for name in ("teema", "ryhma", "kieli", "nayta")}
    found = queries.ordered_needs(
        picture, theme=theme_by_key(chosen["teema"]), group=chosen["ryhma"], language=chosen["kieli"], served=chosen["nayta"] == "kaikki"
    )
    page = Paginator(found, NEEDS_ON_PAGE).get_page(request.GET.get("sivu"))
    return {
        "page": page, "lines": presentation.need_lines(page.object_list), "chosen": chosen, "filtered": any(chosen.values()),
        "themes": [{"value": theme.key, "label": f"{theme.number} {theme.house_name}"} for theme in all_themes()],
        "groups": [{"value": group.key, "label": str(group.name)} for group in all_target_groups()],
        "languages": [{"value": code, "label": name} for code, name in presentation.language_names().items()],
        "served": [{"value": "kaikki", "label": _("Also those that have content")}],
    }


@coordinator
@require_safe
def network(request):
    """Bands of the themes, the table of organisations, needs and orders, as they were counted last."""
    context = _frame(request) | {"picture": (picture := queries.latest_picture()), "orders": presentation.orders(queries.orders_on_page())}
    if picture is not None:
        context |= _needs(request, picture) | {
            "chart": presentation.chart(picture), "table": presentation.table(queries.network_rows(picture)), "columns": all_themes(),
            "bands": presentation.bands_in_words(picture),
            "counts": presentation.counts(picture), "made": presentation.made_words(picture),
        }
    return render(request, "analytics/network.html", context)


@coordinator
@require_safe
def competence(request, key):
    """One competence in the network: figure, goals, needs, content, orders, and the reader's own goals."""
    if (found := queries.competence_by_key(key)) is None:
        raise Http404
    picture = queries.latest_picture()
    context = _frame(request, (str(found), "")) | {
        "competence": found, "stations": stations.of_network(queries.competence_page(found, picture, request.user)),
        "made": presentation.made_words(picture) if picture else "",
    }
    return render(request, "analytics/competence.html", context)


@coordinator
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def content_order(request):
    """Order content: the form is filled from the need that was chosen."""
    chosen = {name: request.GET.get(param, "") for name, param in (("competence", "osaaminen"), ("group", "ryhma"), ("language", "kieli"))}
    form = OrderForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        try:
            order = operations.order_content(by=request.user, **form.cleaned_data)
        except OrderProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The order is on the theme team’s list now."))
            return redirect(reverse("analytics:network") + f"#tilaus-{order.uuid}")
    context = _frame(request, (_("Work order"), "")) | {"form": form}
    return render(request, "analytics/content_order.html", context, status=REFUSED if form.errors else 200)


@coordinator
@require_POST
@idempotent
def order_withdraw(request, uuid):
    """The content is not needed any more."""
    withdraw_work_order(order=work_order_for(request.user, uuid), by=request.user)
    messages.success(request, _("The order is withdrawn."))
    return redirect("analytics:network")


@coordinator
@require_POST
@idempotent
def picture_draw(request):
    """Count the figures anew in the background."""
    tasks.draw_picture.enqueue()
    messages.success(request, _("The figures are being counted. Reload the page in a moment."))
    return redirect("analytics:network")
