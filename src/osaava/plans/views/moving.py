"""Moving an action: from its menu, by dragging, without script; undo; and what is shown when somebody else moved it first."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osaava.base.access import Permission, requires
from osaava.base.idempotency import idempotent, new_key
from osaava.plans import operations, queries
from osaava.plans.enums import ActionState
from osaava.plans.errors import Stale
from osaava.plans.views import common

STEPS = {"up": -1, "down": 1}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def undo_from_address(request, boards) -> dict | None:
    """"Moved. Undo" after a move without script: the address says what moved and from where."""
    try:
        uuid = UUID(request.GET.get("siirretty", ""))
    except ValueError:
        return None
    was = request.GET.get("mista", "")
    card = next((card for board in boards for card in board.cards if card.action.uuid == uuid), None)
    if card is None or was not in ActionState.values:
        return None
    return undo_of(request.organisation, card.action, was, _number(request.GET.get("paikka", "")) or 0)


def undo_of(organisation, action, was: str, place: int) -> dict:
    """The undo bar of a move: a move back."""
    fields = {"to": was, "place": place, "was": action.state, "undo": 1, "idempotency_key": new_key()}
    return {"action": reverse("plans:action_move", args=[organisation.key, action.uuid]), "fields": fields, "text": _("Moved.")}


@requires(Permission.PLAN_EDIT, within="organisation")
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def action_move(request, organisation, uuid):
    """GET: choose a column, also after a conflict. POST: move; an htmx request gets the goal's part of the board back."""
    action = common.action_or_404(request, uuid)
    if request.method != "POST":
        return _page(request, action)
    post = request.POST
    to, step = post.get("to", ""), STEPS.get(post.get("step", ""), 0)
    arguments = {"to": to or (action.state if step else ""), "was": post.get("was", ""), "place": _number(post.get("place", "")), "step": step}
    try:
        moved = operations.move_action(action=action, by=request.user, **arguments)
    except Stale as stale:
        return _conflict(request, stale.newer, to)
    except ValidationError as error:
        return _refused(request, action, error)
    return _answer(request, moved, undone="undo" in post)


def _answer(request, moved, *, undone: bool):
    here, action = request.organisation, moved.action
    if request.htmx:
        [board] = queries.board_of(action.goal.plan, request.user, goal=common.goal_or_404(request, action.goal.thread))
        context = common.frame(request) | {"board": board, "new_key": new_key, "states": ActionState.choices}
        context["undo"] = None if undone else undo_of(here, action, moved.was, moved.place)
        context["said"] = _("Undone.") if undone else ""
        return render(request, "plans/parts/goal_board.html", context)
    address = reverse("plans:plan", args=[here.key])
    if not undone:
        address += "?" + urlencode({"siirretty": action.uuid, "mista": moved.was, "paikka": moved.place})
    return redirect(f"{address}#toimenpide-{action.uuid}")


def _refused(request, action, error: ValidationError):
    for text in error.messages:
        messages.error(request, text)
    address = reverse("plans:plan", args=[request.organisation.key])
    if request.htmx:
        return HttpResponse(status=common.CONFLICT, headers={"HX-Redirect": address})
    return redirect(address)


def _conflict(request, newer, to: str):
    if request.htmx:
        address = reverse("plans:action_move", args=[request.organisation.key, newer.uuid])
        return HttpResponse(status=common.CONFLICT, headers={"HX-Redirect": f"{address}?{urlencode({'to': to})}"})
    return _page(request, newer, to=to, status=common.CONFLICT)


def _page(request, action, *, to: str = "", status: int = 200):
    """Both versions: where the action is now, and where it was about to go."""
    to = to or request.GET.get("to", "")
    change = next(iter(queries.history_of(action.goal.plan, action=action)), None)
    context = common.frame(request, (action.title, reverse("plans:action", args=[request.organisation.key, action.uuid])), (_("Move"), "")) | {
        "action": action, "to": to, "to_label": ActionState(to).label if to in ActionState.values else "", "change": change,
        "is_conflict": to in ActionState.values and to != action.state, "states": ActionState.choices, "key": new_key(),
    }
    return render(request, "plans/action_move.html", context, status=status)
