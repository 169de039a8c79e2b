"""Bringing in results that were measured elsewhere, as a dated first point of the trend."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import access, audit, clock
from osaava.base.access import Permission
from osaava.capability import earlier_results
from osaava.capability.enums import RoundKind
from osaava.capability.models import Round, Snapshot
from osaava.themes.api import all_competences, all_themes

OLDEST = date(2000, 1, 1)


@transaction.atomic
def import_earlier_results(*, organisation, by, name: str, assessed_on: date, table: bytes, mapping: bytes) -> Round:
    """Make a closed round of kind imported from a CSV table and its mapping file; it is marked as imported wherever it is shown.

    Raises EarlierResultsError with everything that is wrong in the files, ValidationError by field for the rest.
    """
    if by is not None:
        access.ensure(by, Permission.ROUND_RUN, organisation)
    wrong = {}
    if not name.strip():
        wrong["name"] = ValidationError(_("Enter a name, for example Spring 2024."), code="required")
    if not OLDEST <= assessed_on <= clock.today():
        wrong["assessed_on"] = ValidationError(_("The day of the assessment must be in the past."), code="future")
    if wrong:
        raise ValidationError(wrong)
    competences, themes = {c.key for c in all_competences()}, {t.key for t in all_themes()}
    found = earlier_results.read_table(table, earlier_results.read_mapping(mapping, competences=competences, themes=themes))
    with scope(organisation=organisation):
        made = Round.objects.create(
            organisation=organisation, name=" ".join(name.split())[:120], kind=RoundKind.IMPORTED, opens_on=assessed_on, closes_on=assessed_on,
            closed_on=assessed_on, source=found.source,
        )
        Snapshot.objects.create(round=made, closed_on=assessed_on, size_class=organisation.size_class, imported=found.lines)
    audit.record("capability.results.imported", made, by=by, organisation=organisation, lines=len(found.lines))
    return made
