"""What the search index learns of organisations: their public facts and roles, one document a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import translation

from osaava.base import clock
from osaava.base.language import LANGUAGES
from osaava.network.enums import ThemeRoleKind
from osaava.network.queries.access import theme_roles_on
from osaava.network.queries.matrix import organisations_on
from osaava.themes.api import all_themes


def documents(ids: Iterable[int] | None = None) -> Iterator[dict]:
    """One dict for each language of each organisation that is in the network now; two queries in all."""
    organisations = organisations_on(clock.today())
    roles = theme_roles_on()
    if ids is not None:
        wanted = list(ids)
        organisations, roles = organisations.filter(pk__in=wanted), roles.filter(organisation__in=wanted)
    themes = {theme.pk: theme for theme in all_themes()}
    own: dict[int, list[tuple[int, str]]] = {}
    for organisation, theme, kind in roles.order_by("theme__number").values_list("organisation_id", "theme_id", "kind"):
        own.setdefault(organisation, []).append((theme, kind))
    for organisation in organisations:
        for language in LANGUAGES:
            with translation.override(language):
                document = _document(organisation, language, [(themes[theme], kind) for theme, kind in own.get(organisation.pk, [])])
            yield document


def _document(organisation, language: str, roles: list) -> dict:
    facts = [organisation.get_kind_display(), organisation.get_region_display(), organisation.get_size_class_display()]
    lines = [f"{theme.house_name.in_language(language)}: {ThemeRoleKind(kind).label}" for theme, kind in roles]
    return {
        "kind": "organisation",
        "key": organisation.key,
        "language": language,
        "title": organisation.name,
        "summary": " · ".join(str(fact) for fact in facts if fact),
        "body": "\n".join([str(organisation.description.in_language(language)), *lines]),
        "url_name": "network:organisation",
        "url_args": [organisation.key],
        "minutes": None,
        "level": None,
        "licence": "",
        "languages": list(LANGUAGES),
        "themes": [theme.key for theme, _kind in roles],
        "target_groups": [],
        "changed_at": None,
    }
