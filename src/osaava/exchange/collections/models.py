"""A collection on its way from documents to units.

Three states of a text are kept apart, because a document is imported again and a person edits meanwhile: what the file said (`Source.pieces`), what
the last import made of it (`Chunk.imported`), and what stands now (`Chunk.title`, `blocks`). The difference of the last two is a person's work, and
an import never writes over it. Private to the organisation that owns the collection.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from osaava.base import privacy
from osaava.base.models import Model, UuidModel
from osaava.exchange.collections.enums import ChunkNews, ChunkState, SourceState, Verb

PERSON = settings.AUTH_USER_MODEL


def _choices(field: str, choices) -> Q:
    return Q(**{f"{field}__in": choices.values})


class Collection(UuidModel):
    """Documents that belong together. `theme` and `language` are "auto" or one key for all; `licence` is empty until it is chosen."""

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    unseen = "collections are read on their own pages, which are not kept"
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="collections")
    name = models.CharField(max_length=120)
    licence = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=4, default="auto")
    theme = models.CharField(max_length=60, default="auto")
    keep_authors = models.BooleanField(default=False, help_text="Names of authors that the files name are carried into the units.")
    paths = models.ManyToManyField("paths.Path", blank=True, related_name="+")
    created_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(organisation="owner")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="exchange_collection_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="exchange_collection_has_name"),
            models.CheckConstraint(condition=Q(language__in=["auto", "fi", "sv", "en"]), name="exchange_collection_language"),
        ]

    def __str__(self) -> str:
        return self.name


class Source(Model):
    """One file of a collection under its name (with folders). The bytes lie by content hash (`storage`); `revision` counts imports of it."""

    privacy = privacy.PersonalData(person="added_by", erase="detach")
    unseen = "collections are read on their own pages, which are not kept"
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    kind = models.CharField(max_length=100, blank=True, help_text="Extension of the name, as a person would say it: docx.")
    state = models.CharField(max_length=10, choices=SourceState.choices, default=SourceState.WAITING)
    code = models.CharField(max_length=40, blank=True, help_text="Why it was refused: one of reading.document.REFUSALS.")
    detail = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    pages = models.PositiveIntegerField(default=0)
    source_words = models.PositiveIntegerField(default=0)
    words_carried = models.PositiveIntegerField(default=0)
    authors_found = models.JSONField(default=list, blank=True)
    licence_found = models.CharField(max_length=300, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    pieces = models.JSONField(default=list, blank=True, help_text="The document's pieces in order; large, so lists leave it unread.")
    revision = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="collection__owner")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "name"], name="exchange_source_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="exchange_source_has_name"),
            models.CheckConstraint(condition=_choices("state", SourceState), name="exchange_source_state"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(code=""), name="exchange_refusal_has_reason"),
        ]
        indexes = [models.Index(fields=["collection", "state"], name="exchange_source_state_idx")]

    def __str__(self) -> str:
        return self.name


class Picture(Model):
    """A picture of a document, under the name that its pieces and blocks call it by."""

    privacy = privacy.NOTHING
    unseen = "collections are read on their own pages, which are not kept"
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=180)
    media = models.ForeignKey("library.MediaFile", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(organisation="source__collection__owner")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="exchange_picture_once")]


class Chunk(UuidModel):
    """A draft unit.

    `origins`: which drafts of the chunker it stands for, [{key, fingerprint}] (several after a merge, shared after a split). `imported`: {title,
    language, blocks} as the last import gave them. `revision` grows with every change, for two people at once. `conflict`: {title, rows,
    theirs} of an import that meets hand edits, until a person chooses. `version` is the unit's version that this state was saved as or taken from.
    """

    privacy = privacy.NOTHING
    unseen = "collections are read on their own pages, which are not kept"
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="chunks")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="chunks")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ChunkState.choices, default=ChunkState.PROPOSED)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    blocks = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(240)])
    first = models.PositiveIntegerField(default=0, help_text="Index of the first piece of the source.")
    last = models.PositiveIntegerField(default=0)
    origins = models.JSONField(default=list)
    imported = models.JSONField(default=dict)
    theme = models.ForeignKey("themes.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sure_theme = models.CharField(max_length=60, blank=True, help_text="Key of a suggestion that can be taken without a look.")
    target_groups = models.JSONField(default=list, blank=True)
    competences = models.JSONField(default=list, blank=True, help_text="[{key, from_level, to_level}]")
    keywords = models.JSONField(default=list, blank=True)
    suggestion = models.JSONField(default=dict, blank=True)
    duplicates = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    conflict = models.JSONField(null=True, blank=True)
    news = models.CharField(max_length=10, choices=ChunkNews.choices, blank=True)
    revision = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey("library.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(organisation="collection__owner")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="exchange_chunk_has_title"),
            models.CheckConstraint(condition=_choices("state", ChunkState), name="exchange_chunk_state"),
            models.CheckConstraint(condition=Q(language__in=["fi", "sv", "en"]), name="exchange_chunk_language"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="exchange_chunk_minutes"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="exchange_chunk_pieces_in_order"),
            models.CheckConstraint(condition=~Q(state="accepted") | Q(unit__isnull=False), name="exchange_accepted_has_unit"),
            models.UniqueConstraint(fields=["unit"], condition=Q(unit__isnull=False), name="exchange_chunk_of_unit_once"),
        ]
        indexes = [
            models.Index(fields=["collection", "place"], name="exchange_chunk_order"),
            models.Index(fields=["source"], name="exchange_chunk_source"),
        ]

    def __str__(self) -> str:
        return self.title


class Change(Model):
    """One act on draft units, with how they were before, so that it can be taken back. `closed`: an import came after, or it was undone."""

    privacy = privacy.PersonalData(person="by", erase="detach")
    unseen = "collections are read on their own pages, which are not kept"
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="changes")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.JSONField(help_text="[{uuid, field: value …}] of the draft units touched")
    made = models.JSONField(default=list, help_text="uuids of draft units that the act made")
    order = models.JSONField(default=list, help_text="uuids in their order before, when the act changed it")
    closed = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(organisation="collection__owner")

    class Meta:
        constraints = [models.CheckConstraint(condition=_choices("verb", Verb), name="exchange_change_verb")]
        indexes = [models.Index(fields=["collection", "-id"], name="exchange_change_newest")]
