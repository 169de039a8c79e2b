"""Looking at a path's draft, making it public, and its history."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osaava.base.access import signed_in
from osaava.base.idempotency import idempotent, new_key
from osaava.library.api import DiffRow, StaleVersion, word_diff
from osaava.paths import operations, queries
from osaava.paths.authoring.draft import PathDraft, whole
from osaava.paths.authoring.merge import NAMES, in_words, label_of
from osaava.paths.authoring.views.edit import crumbs
from osaava.paths.errors import NotReady
from osaava.paths.views.pages import page_context


@signed_in
@require_safe
def path_preview(request, slug):
    """The draft, or the version that the address names, as readers would see it. Not public."""
    path = queries.path_for_author(request.user, slug)
    number = whole(request.GET.get("versio"))
    version = path.draft if number is None else queries.version_of(path, number)
    page = queries.page_of(path, version, person=request.user, is_preview=True)
    context = page_context(request, page) | {"breadcrumb": [*crumbs(path), {"label": _("Preview"), "url": request.path}], "nav_current": ""}
    return render(request, "paths/authoring/preview.html", context | {"path": path, "version": version})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def path_publish(request, slug):
    """What is missing, or the button that makes the draft public."""
    path = queries.path_for_author(request.user, slug)
    problems, status = [], 200
    if request.method == "POST":
        try:
            with transaction.atomic():
                operations.publish_path(path=path, by=request.user, version=queries.version_of(path, whole(request.POST.get("number")) or 0))
        except NotReady as error:
            problems, status = error.problems, 422
        else:
            messages.success(request, _("The path is now visible to everyone."))
            return redirect("paths:path", path.slug)
    else:
        problems = operations.publishing_gaps(path.draft)
    context = {
        "path": path, "version": path.draft, "errors": _links(path, problems), "has_errors": status == 422, "refused": status == 422,
        "may_publish": queries.may_publish(request.user, path), "idempotency_key": new_key(),
        "breadcrumb": [*crumbs(path), {"label": _("Publishing"), "url": request.path}],
    }
    return render(request, "paths/authoring/publish.html", context, status=status)


def _links(path, problems) -> list[dict]:
    """Each problem with the address of the field where it is put right."""
    draft = PathDraft.from_data(path, path.draft, queries.version_data(path.draft), None)
    address = reverse("paths:path_edit", args=[path.slug])
    return [{"text": p.message, "url": f"{address}#{draft.target(p)}"} for p in problems]


@signed_in
@require_POST
@idempotent
def path_withdraw(request, slug):
    """Take the path out of sight."""
    path = queries.path_for_author(request.user, slug)
    operations.withdraw_path(path=path, by=request.user)
    messages.success(request, _("The path is out of sight. What learners have done stays, and publishing brings it back."))
    return redirect("paths:path_versions", path.slug)


@signed_in
@require_safe
def path_versions(request, slug):
    """Every save, newest first."""
    path = queries.path_for_author(request.user, slug)
    context = {
        "path": path, "versions": list(queries.versions_of(path)), "may_publish": queries.may_publish(request.user, path),
        "idempotency_key": new_key(), "breadcrumb": [*crumbs(path), {"label": _("Versions"), "url": request.path}],
    }
    return render(request, "paths/authoring/versions.html", context)


@signed_in
@require_safe
def path_compare(request, slug):
    """Two versions of the path side by side."""
    path = queries.path_for_author(request.user, slug)
    after = queries.version_of(path, whole(request.GET.get("b")) or path.draft.number)
    before = queries.version_of(path, whole(request.GET.get("a")) or max(1, after.number - 1))
    old, new = queries.version_data(before), queries.version_data(after)
    rows = []
    for name in NAMES:
        left, right = in_words(old, name), in_words(new, name)
        if left != right:
            kind = "changed" if left and right else "added" if right else "removed"
            rows.append(DiffRow(kind, label_of(name), left, right, *word_diff(left, right)))
    context = {
        "path": path, "before": before, "after": after, "rows": rows, "versions": list(queries.versions_of(path)),
        "breadcrumb": [*crumbs(path), {"label": _("Compare versions"), "url": request.path}],
    }
    return render(request, "paths/authoring/compare.html", context)


@signed_in
@require_POST
@idempotent
def path_restore(request, slug, number):
    """Make an earlier version the newest draft again."""
    path = queries.path_for_author(request.user, slug)
    version = queries.version_of(path, number)
    base = whole(request.POST.get("base_number")) or 0
    try:
        with transaction.atomic():
            saved = operations.restore_path_version(path=path, version=version, by=request.user, base_number=base)
    except StaleVersion as stale:
        messages.warning(request, _("Version %(number)s was saved meanwhile. Look at it before restoring.") % {"number": stale.newer.number})
        return redirect("paths:path_versions", path.slug)
    messages.success(request, _("Version %(old)s is the draft again, as version %(new)s.") % {"old": version.number, "new": saved.number})
    return redirect("paths:path_edit", path.slug)
