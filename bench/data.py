"""A big campus, generated with a fixed seed: 77 organisations, 2 000 units, 20 000 people, 200 000 completions.

Written in bulk: this measures pages, not writing.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import timedelta

WORDS = (
    "ohjaus opiskelija digitaalinen oppimisympäristö koulutuksen järjestäjä osaamismerkki saavutettavuus tietosuoja arviointi palaute työpaikka opettaja "
    "materiaali lisenssi verkosto jakaminen käytäntö kehittäminen suunnitelma toimenpide johtaminen strategia laite verkko tuki palvelu kyvykkyys "
    "henkilökohtaistaminen seuranta data analytiikka tekoäly taito turvallinen kysymys vastaus tehtävä esimerkki kokeile pohdi lähde"
).split()


PEOPLE = 200
"""How many different signed-in people the measurements go round."""


def build(scale: float = 1) -> None:
    """Migrate and fill the configured database; the last line printed is JSON with addresses and cookies of signed-in people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osaava.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from osaava.library.api import load_starter_units
    from osaava.paths.api import load_starter_paths
    from osaava.themes.api import load_vocabulary

    load_vocabulary()
    load_starter_units()
    load_starter_paths()
    with scopes_disabled():
        facts = _fill(random.Random(20261123), scale)
    print(json.dumps(facts))


def _fill(chance: random.Random, scale: float) -> dict:
    from osaava.network.models import Organisation

    organisations = Organisation.objects.bulk_create(
        Organisation(key=f"opisto-{i}", name=f"Opisto {i:02}", region=f"{(i % 5) + 13}", size_class="m") for i in range(77)
    )
    _roles(organisations)
    units = _units(chance, organisations, int(2000 * scale))
    people = _people(organisations, int(20_000 * scale))
    completions = _completions(chance, people, units, int(200_000 * scale))
    _search()
    return {
        "counts": f"{len(organisations)} organisations, {len(units)} units, {len(people)} people, {completions} completions",
        "unit": f"/osiot/{units[0].slug}/",
        "path": "/polut/digiopettajan-ensiaskeleet/",
        "cookies": [_cookies(person) for person in people[:PEOPLE]],
    }


def _roles(organisations) -> None:
    from osaava.base import clock
    from osaava.network.models import ThemeRole
    from osaava.themes.api import all_themes

    ThemeRole.objects.bulk_create(
        ThemeRole(organisation=o, theme=t, kind="lead" if i % 77 == n else "developer" if (i + n) % 6 == 0 else "participant", valid_from=clock.today())
        for i, o in enumerate(organisations)
        for n, t in enumerate(all_themes())
    )


def _units(chance, organisations, count: int):
    from osaava.base import clock
    from osaava.library.models import Unit, UnitText, UnitVersion
    from osaava.themes.api import all_target_groups, all_themes

    now = clock.now()
    themes, groups = all_themes(), all_target_groups()
    units = Unit.objects.bulk_create(
        Unit(slug=f"osio-{i}", owner=chance.choice(organisations), first_published_at=now - timedelta(hours=i)) for i in range(count)
    )
    versions = UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=u, number=1, title=" ".join(chance.choices(WORDS, k=5)).capitalize(), theme=themes[i % 8], target_group_count=1, licence="CC-BY-4.0",
            minutes=chance.randint(5, 15), created_at=now, published_at=now, authors=["Bench"],
            group_keys=["teachers"], languages=["fi", "sv", "en"], level=2,
            outline={
                "themes": [themes[i % 8].key], "competences": [], "levels": [], "states": dict.fromkeys(("fi", "sv", "en"), "complete"), "files": 0,
            },
        )
        for i, u in enumerate(units)
    )  # fmt: skip
    through = UnitVersion.target_groups.through
    through.objects.bulk_create(through(unitversion=v, targetgroup=chance.choice(groups)) for v in versions)
    texts = []
    for version in versions:
        for language in ("fi", "sv", "en"):
            blocks = []
            for n in range(8):
                blocks.append({"id": f"h{n}", "kind": "heading", "level": 2, "text": chance.choice(WORDS).capitalize()})
                blocks.append({"id": f"t{n}", "kind": "text", "text": " ".join(chance.choices(WORDS, k=60))})
            texts.append(
                UnitText(version=version, language=language, title=version.title, summary=" ".join(chance.choices(WORDS, k=12)), blocks=blocks)
            )
    UnitText.objects.bulk_create(texts, batch_size=500)
    for unit, version in zip(units, versions, strict=True):
        unit.draft = unit.published = version
    Unit.objects.bulk_update(units, ["draft", "published"], batch_size=500)
    return units


def _people(organisations, count: int):
    from osaava.accounts.models import Person
    from osaava.network.models import Membership

    people = Person.objects.bulk_create((Person(email=f"p{i}@bench.example", name=f"Henkilö {i}") for i in range(count)), batch_size=2000)
    Membership.objects.bulk_create(
        (Membership(organisation=organisations[i % len(organisations)], person=p) for i, p in enumerate(people)), batch_size=2000
    )
    return people


def _completions(chance, people, units, count: int) -> int:
    from osaava.base import clock
    from osaava.learning.models import Completion, Enrolment
    from osaava.paths.models import Path

    now = clock.now()
    each = max(1, count // len(people))
    rows = []
    for person in people:
        for unit in chance.sample(units, min(each, len(units))):
            rows.append(Completion(person=person, unit=unit, version=1, language="fi", completed_at=now - timedelta(hours=chance.randint(1, 9000))))
        if len(rows) >= 5000:
            Completion.objects.bulk_create(rows)
            rows = []
    Completion.objects.bulk_create(rows)
    path = Path.objects.get(slug="digiopettajan-ensiaskeleet")
    Enrolment.objects.bulk_create((Enrolment(person=p, path=path, last_used_at=now) for p in people), batch_size=2000)
    return each * len(people)


def _search() -> None:
    from osaava.base import search

    print("Building the search index ...", file=sys.stderr)
    search.rebuild()


def _cookies(person) -> str:
    """What a signed-in browser sends: the session, and the secret of forms that its first page gave it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.crypto import get_random_string

    from osaava.base.sessions import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}={get_random_string(32)}"
