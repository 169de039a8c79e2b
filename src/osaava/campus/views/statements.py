"""What the service tells of itself: about, self-assessment, accessibility, privacy, status."""

from django.db import DatabaseError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

import osaava
from osaava.base import access, clock, revision
from osaava.base.access import Permission, public
from osaava.base.language import current_language
from osaava.campus import help_pages, statements
from osaava.campus.own_pages import rendered
from osaava.capability.api import sample_statements
from osaava.network.api import memberships_of
from osaava.themes.api import all_themes, competences_of


def _text(slug: str) -> dict:
    page = help_pages.read(help_pages.TEXTS, slug, current_language())
    return {"page": page, "body": rendered(page.text)}


@public
@require_safe
def about(request):
    """Where the campus comes from and who makes it."""
    return render(request, "campus/about.html", _text("tietoa"))


@public
@require_safe
def self_assessment(request):
    """What the self-assessment is, which competences it looks at, a sample, and how to begin."""
    language = current_language()
    sample = sample_statements(language)
    themes = [
        {
            "number": theme.number,
            "house": str(theme.house_name),
            "name": str(theme.name),
            "url": reverse("library:house", args=[theme.slug.in_language(language)]),
            "competences": [str(competence.name) for competence in competences_of(theme)],
            "sample": sample.get(theme.key, ""),
        }
        for theme in all_themes()
    ]
    levels = competences_of(all_themes()[0])[0]
    context = {
        "themes": themes, "nav_current": "assessment", "levels": list(enumerate(levels.organisation_levels.in_language(language), start=1)),
        "levels_of": str(levels.name), "own": _run_by(request.user),
    }
    return render(request, "campus/self_assessment.html", context)


def _run_by(person) -> list:
    """The organisations whose rounds this person may open or follow."""
    if not person.is_authenticated:
        return []
    found = [membership.organisation for membership in memberships_of(person)]
    return [organisation for organisation in found if access.allows(person, Permission.ROUND_VIEW, organisation)]


@public
@require_safe
def accessibility(request):
    """The accessibility statement required by the Act on the Provision of Digital Services."""
    return render(request, "campus/accessibility.html", {"statement": statements.accessibility()})


@public
@require_safe
def privacy(request):
    """The privacy notice: what, why, how long, and the reader's rights."""
    return render(request, "campus/privacy.html", _text("tietosuoja") | {"holdings": statements.holdings()})


@public
@require_safe
def status(request):
    """Whether the service works right now, in plain words; never from memory."""
    try:
        revision.number()
        works = True
    except DatabaseError:
        works = False
    context = {"works": works, "now": clock.now(), "version": osaava.__version__}
    response = render(request, "campus/status.html", context, status=200 if works else 503)
    response["Cache-Control"] = "no-store"
    return response
