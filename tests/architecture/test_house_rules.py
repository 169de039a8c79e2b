"""Rules told twice became checks. Each message says what to do instead."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from osaava.base import privacy
from osaava.base.models import Model

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "osaava"
APPS = ["accounts", "themes", "network", "library", "capability", "paths", "learning", "plans", "exchange", "campus"]
TOOLKITS = ["base", "ui"]

MAY_SWITCH_SCOPE = {
    "base/access.py": "opens the scope of the request after the check",
    "base/privacy.py": "export and erasure run over one person's rows in all organisations",
    "network/queries": "a person's own memberships, in all organisations",
    "network/operations": "invitations by token and memberships across organisations",
    "network/tasks": "a mail job fetches its one invitation by id, outside any request",
    "capability/queries": "an organisation's own rounds; a link's code is the right to its round; daily counts over all rounds",
    "capability/operations": "opens the scope of the round's organisation; old links of all organisations are forgotten",
    "learning/queries": "opens the scope of one person; participation counts cross people of one organisation",
    "learning/operations": "opens the scope of the person who acts",
    "exchange/collections/": "a collection is found by its uuid and the right to work on it; then its owner's scope is opened",
    "paths/aims": "opens the scope of the organisations whose aims are asked for",
    "learning/my_path": "opens the scope of the person who plans; the job plans for the people of one organisation",
    "plans/queries": "an organisation's own plans; which organisations acted on a competence, for a comparison of eight or more",
    "plans/operations": "opens the scope of the plan's organisation; a thread code is unique in the whole network",
    "accounts/": "copy and erasure of one person's data",
    "project/": "demo data and backups",
}


def python_files(*, tests=False):
    for path in sorted(SOURCE.rglob("*.py")):
        relative = path.relative_to(SOURCE).as_posix()
        if "/migrations/" in relative or ("/tests/" in relative and not tests):
            continue
        yield relative, path.read_text(encoding="utf-8")


def templates():
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def test_every_model_declares_what_it_knows_about_people():
    missing = [m.__name__ for m in apps.get_models() if m.__module__.startswith("osaava.") and not hasattr(m, "privacy")]
    assert not missing, f"Declare `privacy` (osaava.base.privacy: NOTHING or PersonalData) on {missing}."


def test_declared_ways_to_the_person_exist():
    for model, declaration in privacy.declared_models():
        if isinstance(declaration, privacy.PersonalData) and declaration.person != "pk":
            model._base_manager.filter(**{f"{declaration.person}__isnull": False}).query.sql_with_params()


def test_models_build_on_ours():
    own = [m for m in apps.get_models() if m.__module__.startswith("osaava.") and not issubclass(m, Model)]
    assert [m.__name__ for m in own] in ([], ["Person"]), "Build models on osaava.base.models.Model or UuidModel."


def test_views_do_not_query():
    for name, text in python_files():
        if re.search(r"(^|/)views(/|\.py)", name):
            found = re.findall(r"\w+\.objects\.\w+", text)
            assert not found, f"{name} queries by itself ({found[0]}). Give the read a name in queries.py."


def test_apps_meet_at_their_doors():
    for name, text in python_files(tests=True):
        app = name.split("/")[0]
        if app not in APPS or "/tests/" in name:
            continue
        for node in ast.walk(ast.parse(text)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            parts = module.split(".")
            if parts[0] == "osaava" and len(parts) > 1 and parts[1] in APPS and parts[1] != app:
                enums_of_models = parts[2:] == ["enums"] and name.endswith("models.py")
                assert parts[2:3] == ["api"] or enums_of_models, f"{name} imports {module}. Other apps are met at osaava.{parts[1]}.api only."


def test_scope_is_switched_only_where_listed():
    for name, text in python_files():
        if re.search(r"\b(scopes_disabled|scope)\(", text) and "django_scopes" in text:
            assert any(name.startswith(place) for place in MAY_SWITCH_SCOPE), (
                f"{name} switches the scope. Ask a query of the owning app instead, or list the file in MAY_SWITCH_SCOPE with its reason."
            )


def test_templates_have_no_inline_script_or_style():
    for name, text in templates():
        assert not re.search(r"<style[\s>]", text), f"{name}: put CSS into a file of static/."
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, f"{name}: put scripts into a file of static/ ({tag})."
        assert not re.search(r"\sstyle\s*=\s*[\"']", text), f"{name}: no style attributes; the policy forbids them."
        assert not re.search(r"<[^>]+\son[a-z]+\s*=\s*[\"']", text), f"{name}: no on… attributes; bind in a script."


def test_words_marked_safe_are_few_and_listed():
    allowed = {"library/", "ui/", "base/", "campus/", "accounts/", "learning/", "paths/", "network/"}
    for name, text in python_files():
        if "mark_safe(" in text:
            assert any(name.startswith(place) for place in allowed), f"{name}: render through library.render_markdown or format_html."


@pytest.mark.parametrize("pattern", [r"\beval\(", r"\bpickle\.", r"yaml\.load\(", r"shell\s*=\s*True", r"\bexec\("])
def test_dangerous_calls_are_absent(pattern):
    found = [name for name, text in python_files() if re.search(pattern, text)]
    assert not found, f"{pattern} in {found}. There is always a safer way."


def test_nothing_speaks_of_machines():
    for name, text in python_files(tests=True):
        assert not re.search(r"(?<![\w.])/(work|root|farm)/", text), f"{name} names a path of one machine."


def test_apps_introduce_themselves():
    for app in [*APPS, *TOOLKITS]:
        assert (SOURCE / app / "README.md").exists(), f"Write src/osaava/{app}/README.md: knows, words, promises, refuses, doors."


def test_files_stay_readable():
    long = {name: text.count("\n") for name, text in python_files() if text.count("\n") > 520}
    assert not long, f"Split these files by what they do: {long}"


def test_every_table_says_which_kept_pages_it_makes_new():
    from django.conf import settings

    from osaava.base import revision

    tables = revision.tables()
    for table, moves in tables.items():
        assert moves.kind != "nothing" or moves.reason, f"{table}: say why no kept page shows it (`unseen`)."
        assert moves.kind != "own" or moves.column, f"{table}: `own = True` needs a column that names the person (`privacy`)."
    foreign = {m._meta.db_table for m in apps.get_models() if not m.__module__.startswith("osaava.") and m._meta.managed}
    assert foreign <= set(settings.REVISION_OF_TABLES), "Tell in REVISION_OF_TABLES what a change of these tables makes new."
    both = [m.__name__ for m in apps.get_models() if issubclass(m, Model) and (m.shared is True) + (m.own is True) + bool(m.unseen) > 1]
    assert not both, f"{both} say more than one of `shared`, `own` and `unseen`."


def test_marked_views_are_those_known_to_depend_on_their_person_only():
    """A view joins this list when its author has checked that nothing on it is another person's own row."""
    from django.urls import get_resolver

    def views(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from views(pattern.url_patterns)
            elif getattr(pattern.callback, "kept", False):
                yield f"{pattern.callback.__module__.split('.')[1]}:{pattern.name}"

    assert sorted(set(views(get_resolver().url_patterns))) == sorted(KEPT_VIEWS)


KEPT_VIEWS = [
    "campus:front", "campus:search", "library:house", "library:house_list", "library:unit", "learning:completions", "learning:my_learning",
    "learning:my_paths", "learning:path_unit", "learning:start", "learning:visibility", "network:matrix", "paths:path", "paths:path_list",
]  # fmt: skip
