"""What learning adds to the pages of lower apps, for people who are signed in: own answers, completion, states on lists and trails."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from osaava.base import clock
from osaava.base.idempotency import new_key
from osaava.learning import presentation, queries

UNDO_SECONDS = 10


def on_unit_page(request, page) -> dict:
    """Answers, the place where the reader stopped, the button of completion, and where my own path goes on. Three queries."""
    if page.is_preview:
        return {}
    if not request.user.is_authenticated:
        return {"slots": {"after_body": ["learning/slots/unit_visitor.html"]}}
    if (ready := getattr(request, "unit_state", None)) is not None:  # inside a path
        return ready
    journal = queries.journal_of(request.user, [page.unit.pk])
    state = unit_state(request, page, journal)
    planned = queries.planned_next(request.user, after=page.unit.pk)
    if planned and planned.has_unit:
        state |= {"planned": planned}
        state["slots"]["after_body"].append("learning/slots/unit_plan.html")
    return state


def unit_state(request, page, journal, path_page=None) -> dict:
    """The context of a unit page for a learner, in a path or alone."""
    query = f"?polku={path_page.path.slug}" if path_page else ""
    done, visit = journal.done.get(page.unit.pk), journal.visits.get(page.unit.pk)
    address = {name: reverse(f"learning:{name}", args=[page.unit.slug]) + query for name in ("unit_complete", "unit_undo", "visit")}
    fields = {"idempotency_key": new_key(), "language": page.language}
    context = {
        "learning_state": presentation.with_saved(queries.answers_of(request.user, page)),
        "unit_done": done,
        "unit_addresses": address,
        "unit_fields": fields,
        "visit_block": visit.block if visit and not done else "",
        "action_query": query,
        "slots": {"after_body": ["learning/slots/unit_completion.html"], "top": ["learning/slots/unit_resume.html"]},
    }
    if done and not clock.has_come(done.at + timedelta(seconds=UNDO_SECONDS + 5)):
        context["undo_fields"] = {"idempotency_key": new_key()}
    return context


def on_house_page(request, theme) -> dict:
    """"For you just now": the first unit of the house that is not done, and what is done in its list. One query."""
    if not request.user.is_authenticated:
        return {}
    journal = queries.journal_of(request.user)
    request.journal = journal
    return {"completed_unit_ids": set(journal.done), **presentation.for_you(request, theme, journal)}


def on_path_page(request, page) -> dict:
    """The trail's states, progress and the one next step. One query; none for a visitor."""
    if page.is_preview:
        return {}
    if not request.user.is_authenticated:
        return {"slots": {"end": ["learning/slots/path_rule.html"]}}
    journal = queries.journal_of(request.user, [step.unit_id for step in page.steps])
    state = queries.path_state(request.user, page, journal)
    enrolled = page.path.pk in journal.on_paths
    stations = {pk: "elsewhere" if pk in state.elsewhere_ids else "done" for pk in state.done_ids}
    if state.next_unit_id is not None:
        stations[state.next_unit_id] = "current" if enrolled or state.done else "todo"
    step = page.step(state.next_number) if state.next_number else None
    return {
        "stations": stations,
        "path_state": state,
        "path_progress": presentation.progress_text(state.done, state.total),
        "enrolled": enrolled,
        "next_unit": step.unit if step else None,
        "next_url": reverse("learning:path_unit", args=[page.path.slug, step.number]) if step else "",
        "enrol_url": reverse("learning:enrol", args=[page.path.slug]),
        "leave_url": reverse("learning:leave", args=[page.path.slug]),
        "enrol_key": new_key(),
        "slots": {"top": ["learning/slots/path_next.html"], "end": ["learning/slots/path_rule.html", "learning/slots/path_leave.html"]},
    }


def on_path_list(request, rows) -> dict:
    """{path id: (done, total)} of the paths that the person is on. One query; none in a house, where the journal is at hand."""
    if not request.user.is_authenticated:
        return {}
    journal = getattr(request, "journal", None) or queries.journal_of(request.user)
    return {"path_done": {row.path_id: (len(row.open_ids & set(journal.done)), row.total) for row in rows if row.path_id in journal.on_paths}}
