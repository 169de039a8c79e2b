"""A new collection, and its terms."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from osaava.base import audit
from osaava.exchange.collections import rules
from osaava.exchange.collections.errors import CollectionProblem
from osaava.exchange.collections.models import Collection
from osaava.exchange.collections.operations import units
from osaava.exchange.collections.scoping import in_its_scope
from osaava.library.api import Licence, clean_line
from osaava.themes.api import theme_by_key

LANGUAGES = ("auto", "fi", "sv", "en")


@transaction.atomic
def create_collection(*, owner, by, name: str, licence="", language="auto", theme="auto", keep_authors=False) -> Collection:
    """Begin a collection in an organisation's name.

    Raises CollectionProblem when the name is taken, PermissionDenied when `by` writes nothing there.
    """
    if not rules.may_work(by, owner):
        raise PermissionDenied
    if not (name := clean_line(name)[:120]):
        raise CollectionProblem(_("Write the name of the collection."))
    _ensure_terms(licence, language, theme)
    try:
        with transaction.atomic():
            made = Collection(owner=owner, name=name, licence=licence, language=language, theme=theme, keep_authors=keep_authors, created_by=by)
            made.save(force_insert=True)
    except IntegrityError:
        raise CollectionProblem(_("There is already a collection of this name. Choose another, or add the files to that one.")) from None
    audit.record("exchange.collection.created", made, by=by, organisation=owner)
    return made


def _ensure_terms(licence: str, language: str, theme: str) -> None:
    if licence and licence not in Licence.values:
        raise CollectionProblem(_("Choose the licence."))
    if language not in LANGUAGES:
        raise CollectionProblem(_("Choose the language."))
    if theme != "auto" and theme_by_key(theme) is None:
        raise CollectionProblem(_("Choose the house."))


@transaction.atomic
@in_its_scope
def change_facts(*, collection: Collection, by, licence: str, language: str, theme: str, keep_authors: bool) -> Collection:
    """Change the terms. Language and theme hold for files that are read after this; licence and authors also for units made already."""
    rules.ensure_may_work(by, collection)
    _ensure_terms(licence, language, theme)
    before = (collection.licence, collection.keep_authors)
    collection.licence, collection.language, collection.theme, collection.keep_authors = licence, language, theme, keep_authors
    collection.save(update_fields=["licence", "language", "theme", "keep_authors"])
    if before != (licence, keep_authors):
        _carry_on(collection, by)
    return collection


@transaction.atomic
@in_its_scope
def choose_licence(*, collection: Collection, licence: str, by) -> Collection:
    """The licence of everything in the collection, in the units made already too."""
    rules.ensure_may_work(by, collection)
    _ensure_terms(licence, "auto", "auto")
    if collection.licence != licence:
        collection.licence = licence
        collection.save(update_fields=["licence"])
        _carry_on(collection, by)
    return collection


def _carry_on(collection: Collection, by) -> None:
    """New terms into the units and the paths; a published unit gets a new draft version and stays as it is."""
    audit.record("exchange.collection.terms", collection, by=by, organisation=collection.owner, licence=collection.licence)
    for chunk in collection.chunks.filter(unit__isnull=False).select_related("unit__draft", "source", "theme").order_by("place"):
        units.push(chunk, by=by)
    units.path_terms(collection, by=by)
