"""The edit page: buttons that change the form, saving, taking in a file, and the merge when somebody else saved first."""

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
from osaava.base.language import LANGUAGES
from osaava.library import operations, queries
from osaava.library.authoring.draft import Draft
from osaava.library.authoring.forms import LANGUAGE_NAMES
from osaava.library.authoring.merge import EDITABLE, merge
from osaava.library.authoring.parts import OPTION_KINDS, PartView, part_of, whole
from osaava.library.authoring.views.lists import crumbs
from osaava.library.authoring.views.versions import may_publish
from osaava.library.enums import BlockKind, QuizKind
from osaava.library.errors import InvalidUnit, StaleVersion
from osaava.library.media.kinds import ACCEPT, FileRefused

SAVES = ("save", "save-preview", "save-publish", "merge")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request, slug):
    """Blocks and facts of a unit in one language."""
    unit = queries.unit_for_author(request.user, slug)
    if request.method != "POST":
        language = _language(request.GET.get("kieli"), unit.draft.primary_language)
        return _page(request, Draft.from_version(unit, unit.draft, language, request.user))
    act, _colon, argument = request.POST.get("act", "save").partition(":")
    if act in SAVES:
        return _save(request, slug)
    draft = _posted(request, unit)
    if act == "upload":
        return _upload(request, draft)
    place = draft.act(act, argument, request.POST)
    return _page(request, draft, focus=place)


def _language(code, otherwise: str) -> str:
    return code if code in LANGUAGES else otherwise


def _posted(request, unit) -> Draft:
    """What the author has typed, on the version that the form was made from."""
    base = queries.version_of(unit, whole(request.POST.get("base_number")) or 0)
    language = _language(request.POST.get("language"), base.primary_language)
    return Draft.from_post(unit, base, language, request.POST, request.user)


def _upload(request, draft: Draft):
    """Keep one file and show the form again with it."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return _page(request, draft, focus="tiedostot", status=422)
    try:
        media = operations.store_media(owner=draft.unit.owner, file=file, name=file.name, by=request.user, unit=draft.unit)
    except FileRefused as error:
        messages.error(request, str(error))
        return _page(request, draft, focus="tiedostot", status=422)
    name, place = draft.add_file(media, request.POST.get("file-place", ""))
    messages.success(request, _("The file “%(name)s” was added. Save the draft to keep it.") % {"name": name})
    return _page(request, draft, focus=place)


@idempotent
def _save(request, slug):
    """Store a version; when that cannot be done, the page says why and keeps everything."""
    unit = queries.unit_for_author(request.user, slug)
    draft = _posted(request, unit)
    if request.POST.get("act") == "merge":
        _take_choices(draft, request.POST)
    data = draft.to_data()
    if data is None:
        return _page(request, draft, status=422)
    confirmed = {draft.language} if draft.confirmed else set()
    try:
        with transaction.atomic():
            version = operations.save_version(
                unit=unit, data=data, by=request.user, base_number=draft.base.number, confirmed=confirmed, note=draft.form.cleaned_data["note"]
            )
    except StaleVersion as stale:
        return _merge_page(request, draft, data, stale.newer)
    except InvalidUnit as error:
        draft.take_problems(error.problems)
        return _page(request, draft, status=422)
    except PermissionDenied:
        draft.form.add_error("theme", _("In this house you can write only for your own organisation. Choose another house or licence."))
        return _page(request, draft, status=422)
    return _saved(request, draft, version)


def _saved(request, draft: Draft, version):
    if version.number == draft.base.number:
        messages.info(request, _("Nothing had changed, so no new version was made."))
    else:
        messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
    act, query = request.POST.get("act"), "" if draft.is_primary else f"?kieli={draft.language}"
    if act == "save-publish":
        return redirect("library:unit_publish", draft.unit.slug)
    name = "library:unit_preview" if act == "save-preview" else "library:unit_edit"
    return redirect(reverse(name, args=[draft.unit.slug]) + query)


def _page(request, draft: Draft, *, focus: str = "", status: int = 200):
    """The edit page as it stands now."""
    advice = [{"text": p.message, "target": draft.target(p)} for p in draft.advice()]
    errors = draft.errors()
    context = {
        "draft": draft, "unit": draft.unit, "form": draft.form, "parts": draft.views, "advice": advice, "errors": errors,
        "has_errors": bool(errors), "focus": focus, "newest": draft.unit.draft, "languages": _languages(draft), "kinds": _kinds(),
        "accept": ACCEPT, "may_publish": may_publish(request.user, draft.unit), "idempotency_key": new_key(),
        "breadcrumb": crumbs(draft.unit),
    }
    return render(request, "library/authoring/edit.html", context, status=status)


def _languages(draft: Draft) -> list[dict]:
    """Languages as links, each with how it stands."""
    states = draft.base.outline["states"]
    words = {"complete": _("Complete"), "outdated": _("Outdated")}
    address = reverse("library:unit_edit", args=[draft.unit.slug])
    primary = draft.base_data.primary
    return [
        {
            "code": code, "name": name, "url": address if code == primary else f"{address}?kieli={code}", "current": code == draft.language,
            "state": states.get(code, "missing"), "words": words.get(states.get(code), _("Missing")), "is_primary": code == primary,
        }
        for code, name in sorted(LANGUAGE_NAMES, key=lambda pair: pair[0] != primary)
    ]


def _kinds() -> list[tuple[str, str]]:
    """What can be added; each kind of question is a choice of its own."""
    plain: list[tuple[str, str]] = [(kind.value, str(kind.label)) for kind in BlockKind if kind != BlockKind.QUIZ]
    quiz: list[tuple[str, str]] = [(f"quiz-{kind.value}", f"{BlockKind.QUIZ.label}: {kind.label}") for kind in QuizKind]
    return plain[:12] + quiz + plain[12:]


# -- merge ------------------------------------------------------------------------------------------------------------------------


def _merge_page(request, draft: Draft, data, newer):
    """Both authors' work, with the places where they meet as questions."""
    theirs = queries.version_data(newer)
    found = merge(draft.base_data, data, theirs, draft.language)
    result = Draft.from_data(draft.unit, newer, found.data, draft.language, request.user)
    result.raw["note"] = draft.raw.get("note", "")
    result.parts = [part_of(item.block) for item in found.items]
    for fact in found.facts:
        fact.field = result.form[fact.name] if fact.name in EDITABLE else None
    asked = {fact.name for fact in found.facts if fact.field is not None}
    kinds = {name: media.kind for name, media in result.files.items()}
    items = [{"item": item, "view": PartView(part, n, kinds)} for n, (item, part) in enumerate(zip(found.items, result.parts, strict=True))]
    context = {
        "unit": draft.unit, "draft": result, "newer": newer, "merge": found, "items": items, "language": draft.language,
        "confirmed": draft.confirmed, "hidden": [(n, v) for n, values in result.raw.lists() for v in values if n not in asked],
        "idempotency_key": new_key(), "breadcrumb": crumbs(draft.unit), "option_kinds": OPTION_KINDS,
    }
    return render(request, "library/authoring/merge.html", context, status=409)


def _take_choices(draft: Draft, post) -> None:
    """Put the answers of the merge page into the draft: facts and blocks taken from the other author's version."""
    theirs = draft.base_data
    wanted = [name for name in post if name.startswith("pick-") and post.get(name) == "theirs"]
    facts = type(draft.form)
    other = facts.raw_of(theirs, draft.language)
    raw = draft.raw.copy()
    for name in wanted:
        for key in _raw_names(name.removeprefix("pick-"), raw, other):
            raw.setlist(key, other.getlist(key))
    draft.raw = raw
    draft.__dict__.pop("_form", None)
    blocks = theirs.texts[draft.language].blocks if draft.language in theirs.texts else []
    places = sorted({whole(name[1:]) for name in post if name[:1] == "b" and len(name) < 5 and whole(name[1:]) is not None})
    kept = []
    for place, part in zip(places, draft.parts, strict=False):
        pick, number = post.get(f"pick-b{place}"), whole(post.get(f"their-b{place}"))
        if pick == "theirs":
            part = part_of(blocks[number]) if number is not None and number < len(blocks) else None
        elif pick == "mine" and post.get(f"mine-b{place}") == "none":
            part = None
        if part is not None:
            kept.append(part)
    draft.parts = kept


def _raw_names(fact: str, *raws) -> list[str]:
    """The form fields that make up a fact."""
    prefixes = {"competences": "c", "required_levels": "r"}
    names = {"themes": ["theme", "other_themes"], "required_units": ["needs"], "review_by": [f"review_by_{n}" for n in range(3)]}
    if fact in prefixes:
        mark = prefixes[fact]
        return sorted({k for raw in raws for k in raw if k[:1] == mark and k[1:].removesuffix("s").isdigit()})
    if fact == "source":
        return [f"source_{key}" for key in ("title", "authors", "url", "licence")]
    return names.get(fact, [fact])
