"""A new path, the edit page with its buttons, saving, and the merge when somebody else saved first."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.library.api import StaleVersion
from osaava.paths import operations, queries
from osaava.paths.authoring.draft import PathDraft, whole
from osaava.paths.authoring.forms import NewPathForm, PathFactsForm
from osaava.paths.authoring.merge import merge
from osaava.paths.errors import InvalidPath

SAVES = ("save", "save-preview", "save-publish", "merge")


def crumbs(path=None) -> list[dict]:
    """Authoring, and the path when there is one."""
    found = [{"label": _("Authoring"), "url": reverse("library:production")}]
    if path is not None:
        found.append({"label": str(path.draft.title), "url": reverse("paths:path_edit", args=[path.slug])})
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def path_new(request):
    """Name and readers: the first version."""
    owners = list(queries.owners_to_choose(request.user).order_by("name"))
    if not queries.may_start(request.user) or not owners:
        return render(request, "library/authoring/no_role.html", status=403)
    form = NewPathForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                version = operations.save_path_version(path=None, data=form.to_data(), by=request.user)
        except PermissionDenied:
            form.add_error("inside", _("You can make a path only for your own organisation. Choose that."))
        except InvalidPath as error:
            for problem in error.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            messages.success(request, _("The draft was made. Add stages and units."))
            return redirect("paths:path_edit", version.path.slug)
    context = {"form": form, "idempotency_key": new_key(), "breadcrumb": [*crumbs(), {"label": _("New path"), "url": request.path}]}
    return render(request, "paths/authoring/path_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def path_edit(request, slug):
    """Names, stages and units of a path."""
    path = queries.path_for_author(request.user, slug)
    if request.method != "POST":
        return _page(request, PathDraft.from_data(path, path.draft, queries.version_data(path.draft), request.user))
    act, _colon, argument = request.POST.get("act", "save").partition(":")
    if act in SAVES:
        return _save(request, slug)
    draft = _posted(request, path)
    draft.act(act, argument, request.POST)
    return _page(request, draft, changed=True)


def _posted(request, path) -> PathDraft:
    base = queries.version_of(path, whole(request.POST.get("base_number")) or 0)
    return PathDraft.from_post(path, base, request.POST, request.user)


@idempotent
def _save(request, slug):
    """Store a version; when that cannot be done, the page says why and keeps everything."""
    path = queries.path_for_author(request.user, slug)
    draft = _posted(request, path)
    if request.POST.get("act") == "merge":
        draft = _with_choices(draft, request.POST)
    data = draft.to_data()
    if data is None:
        return _page(request, draft, status=422)
    try:
        with transaction.atomic():
            version = operations.save_path_version(
                path=path, data=data, by=request.user, base_number=draft.base.number, note=draft.form.cleaned_data["note"]
            )
    except StaleVersion as stale:
        return _merge_page(request, draft, data, stale.newer)
    except InvalidPath as error:
        draft.take_problems(error.problems)
        return _page(request, draft, status=422)
    except PermissionDenied:
        draft.form.add_error(None, _("Keep at least one unit of a house where you write, or choose your own organisation only."))
        return _page(request, draft, status=422)
    return _saved(request, draft, version)


def _saved(request, draft: PathDraft, version):
    if version.number == draft.base.number:
        messages.info(request, _("Nothing had changed, so no new version was made."))
    else:
        messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
    names = {"save-preview": "paths:path_preview", "save-publish": "paths:path_publish"}
    return redirect(names.get(request.POST.get("act"), "paths:path_edit"), draft.path.slug)


def _page(request, draft: PathDraft, *, changed: bool = False, status: int = 200):
    errors = draft.errors()
    context = {
        "draft": draft, "path": draft.path, "newest": draft.path.draft, "form": draft.form, "stages": draft.rows, "errors": errors,
        "has_errors": bool(errors), "changed": changed or bool(errors), "idempotency_key": new_key(), "breadcrumb": crumbs(draft.path),
    }
    return render(request, "paths/authoring/edit.html", context, status=status)


def _merge_page(request, draft: PathDraft, data, newer):
    """Both authors' work, with the fields where they meet as questions."""
    found = merge(draft.base_data, data, queries.version_data(newer))
    result = PathDraft.from_data(draft.path, newer, found.data, request.user, note=draft.raw.get("note", ""))
    for choice in found.choices:
        choice.field = result.form[choice.name] if "-" in choice.name else None
    asked = {choice.name for choice in found.choices if choice.field is not None}
    context = {
        "path": draft.path, "newer": newer, "merge": found, "stages": result.rows, "idempotency_key": new_key(), "breadcrumb": crumbs(draft.path),
        "hidden": [(n, v) for n, values in result.raw.lists() for v in values if n not in asked],
    }
    return render(request, "paths/authoring/merge.html", context, status=409)


def _with_choices(draft: PathDraft, post) -> PathDraft:
    """The draft with the answers of the merge page: fields taken from the other author's version."""
    raw, other = draft.raw.copy(), PathFactsForm.raw_of(draft.base_data)
    stages = draft.stages
    for name in [n.removeprefix("pick-") for n in post if n.startswith("pick-") and post.get(n) == "theirs"]:
        if name == "stages":
            stages = draft.base_data.stages
        elif name in other or name == "target_groups":
            raw.setlist(name, other.getlist(name))
    return PathDraft(draft.path, draft.person, draft.base, raw, stages)
