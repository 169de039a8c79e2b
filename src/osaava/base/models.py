"""Base models and the small tables that every app leans on: audit trail, idempotency keys, revision of shared content, job outbox."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from osaava.base import privacy


class Model(models.Model):
    """Base of every table. Subclasses declare `privacy`, and which kept pages a change makes new (see `base.revision`).

    Without a word a change makes the kept pages of all signed-in people new, which is always right and seldom the fastest.
    """

    shared = False
    """True for content that visitors see: a change of any row makes all kept pages new."""

    own = False
    """True for rows that show on their person's pages only (the column that `privacy` names): a change makes that person's kept pages new."""

    unseen = ""
    """Why no kept page shows anything of this table: then a change makes no page new."""

    unseen_at_first = ""
    """Why no kept page shows a row that has just been made, until a row of another table names it: then making one makes no page new."""

    class Meta:
        abstract = True


class UuidModel(Model):
    """A row that is spoken of outside: `id` stays inside, `uuid` goes out."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Revision(Model):
    """One row: `number` grows with every change of shared content, `private` with every change of what some signed-in people see.

    Database triggers move them, so nothing can forget to.
    """

    privacy = privacy.NOTHING
    unseen = "the numbers themselves"
    number = models.BigIntegerField(default=0)
    private = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="base_revision_single_row")]


class PersonRevision(Model):
    """A number for each person that grows with every change of their own rows; a trigger on the people's table makes and removes the row."""

    privacy = privacy.PersonalData(person="person", erase="delete")
    unseen = "the numbers themselves"
    person = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    number = models.BigIntegerField(default=0)


class AuditRow(Model):
    """One privileged act. Written in the act's own transaction and chained by hash, so a removed or altered row shows."""

    privacy = privacy.PersonalData(
        person="actor", erase="keep", reason="Security log: the actor stays as a pseudonymous number for 12 months."
    )
    unseen = "the audit trail is read on pages that are not kept"
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    organisation = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="base_audit_subject"),
            models.Index(fields=["organisation", "-at"], name="base_audit_organisation"),
        ]


class IdempotencyKey(Model):
    """The answer to a write that may be sent twice. Stored together with the write."""

    privacy = privacy.PersonalData(person="person", erase="delete")
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    owner = models.CharField(max_length=80, help_text="Person or anonymous session that the key belongs to.")
    key = models.CharField(max_length=80)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=2000, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="base_idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="base_idempotency_age")]


class SearchEntry(Model):
    """One findable thing in one language. Its words live in the engine's own index (FTS5 or tsvector), keyed by this row."""

    privacy = privacy.NOTHING
    shared = True
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, help_text="Stable key of the thing inside its kind, usually its slug.")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url_name = models.CharField(max_length=80)
    url_args = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    licence = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    target_groups = models.JSONField(default=list)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "language"], name="base_search_once")]


class RateCount(Model):
    """How often something was tried in one window, by a hashed source; rows older than a day are swept."""

    privacy = privacy.NOTHING
    unseen = "counts decide whether a page answers, and no page shows them"
    source = models.CharField(max_length=64)
    limit = models.CharField(max_length=40)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "limit", "window"], name="base_rate_once")]


class ErasedPerson(Model):
    """Ledger of erasures (hashes only), replayed after a restore so that a backup does not bring a person back."""

    privacy = privacy.NOTHING
    unseen = "a ledger of hashes that no page reads"
    person_hash = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField(auto_now_add=True)
