"""The writes of analytics: the picture, an organisation's consent, and orders made from needs."""

from __future__ import annotations

from django.db import transaction

from osaava.analytics import needs, queries
from osaava.analytics.models import LevelsShared, NetworkPicture
from osaava.base import access, audit
from osaava.base.access import Permission
from osaava.library.api import WorkOrder, create_work_order, units_to_plan
from osaava.network.api import Organisation
from osaava.themes.api import Competence, TargetGroup

KEPT = 2
"""Pictures that are kept: the newest, and one that a page may just be reading."""


def draw_picture() -> NetworkPicture:
    """Count the network anew and forget older pictures; safe to repeat."""
    data = queries.count_picture()
    with transaction.atomic():
        made = NetworkPicture.objects.create(data=data)
        newest = list(NetworkPicture.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[:KEPT])
        NetworkPicture.objects.exclude(pk__in=newest).delete()
    return made


@transaction.atomic
def share_levels(*, organisation: Organisation, by) -> LevelsShared:
    """Let the coordinator see the organisation's level in each theme; again changes nothing."""
    if by is not None:
        access.ensure(by, Permission.PLAN_EDIT, organisation)
    row, made = LevelsShared.objects.get_or_create(organisation=organisation, defaults={"by": by})
    if made:
        audit.record("analytics.levels.shared", organisation, by=by, organisation=organisation)
    return row


@transaction.atomic
def stop_sharing_levels(*, organisation: Organisation, by) -> bool:
    """Hide the levels from the coordinator again, at once; returns whether they were shared."""
    if by is not None:
        access.ensure(by, Permission.PLAN_EDIT, organisation)
    gone, _rows = LevelsShared.objects.filter(organisation=organisation).delete()
    if gone:
        audit.record("analytics.levels.hidden", organisation, by=by, organisation=organisation)
    return bool(gone)


def order_content(*, competence: Competence, group: TargetGroup, language: str, reason: str = "", by) -> WorkOrder:
    """Ask the competence's theme team for a unit, with the published figures of the moment and the codes of the goals that it serves.

    The number of organisations goes along only when at least three aim at it. Raises OrderProblem, PermissionDenied (library).
    """
    key = (competence.key, group.key, language)
    picture = queries.latest_picture()
    known = next((need for need in picture.needs if need.key == key), None) if picture else None
    figures = {"organisations": known.organisations} if known else {}
    _steps, counts = needs.covered(units_to_plan())
    return create_work_order(
        theme=competence.theme, target_group=group, language=language, competence_key=competence.key, reason=reason,
        need=figures | {"units": counts.get(key, 0)}, threads=queries.threads_wanting(key), by=by,
    )
