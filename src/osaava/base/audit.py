"""The audit trail: who did which privileged act to what, when.

`record` writes in the transaction of the act: no row, no act. Rows are chained by SHA-256 over their content and the hash before, so
`verify` finds a removed or altered row.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

from django.db import connection, transaction

from osaava.base import clock, jobs
from osaava.base.models import AuditRow

_LOCK = 7_205_772  # arbitrary, constant: serialises writers of the chain on PostgreSQL


def _digest(row: AuditRow) -> str:
    content = [
        row.at.isoformat(timespec="microseconds"), row.actor_id, row.action, row.subject_kind, row.subject, row.organisation,
        row.data, row.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def record(action: str, subject, *, by=None, organisation=None, **data) -> AuditRow:
    """Write one row. Must run inside the transaction of the act it tells of; raises RuntimeError outside one.

    `action`: dotted, past tense ("library.unit.published"). `subject`: the model instance. `data`: small JSON values, no personal data.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record must run in the transaction of the act it records.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditRow.objects.order_by("-id").values_list("hash", flat=True).first() or ""
    row = AuditRow(
        at=clock.of_the_machine(),
        actor_id=getattr(by, "pk", None),
        action=action,
        subject_kind=subject._meta.label_lower,
        subject=str(getattr(subject, "uuid", subject.pk)),
        organisation=str(organisation.uuid) if organisation else "",
        data=data,
        previous_hash=last,
    )
    row.hash = _digest(row)
    row.save(force_insert=True)
    return row


KEPT = timedelta(days=366)
"""Security log: twelve months (the declaration of `AuditRow`)."""


@jobs.every_day
@transaction.atomic
def forget_old() -> int:
    """Drop rows older than `KEPT` from the start of the chain; an act of its own says where the chain now begins. Returns how many."""
    old = AuditRow.objects.filter(at__lt=clock.now() - KEPT).order_by("-id")
    last = old.first()
    if last is None:
        return 0
    count = AuditRow.objects.filter(id__lte=last.id).count()
    record("base.audit.trimmed", last, begins_after=last.hash, rows=count)
    AuditRow.objects.filter(id__lte=last.id).delete()
    return count


def verify() -> list[int]:
    """Ids of rows whose content or place in the chain is not what was written; empty when all is well."""
    trims = AuditRow.objects.filter(action="base.audit.trimmed").order_by("-id").values_list("data", flat=True)
    broken, previous = [], next((data.get("begins_after", "") for data in trims), "")
    for row in AuditRow.objects.order_by("id").iterator():
        if row.previous_hash != previous or row.hash != _digest(row):
            broken.append(row.pk)
        previous = row.hash
    return broken
