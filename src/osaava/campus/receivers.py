"""What is published can be found at once, and what is withdrawn cannot: the index changes in the transaction of the change itself."""

from osaava.accounts.api import PersonErased
from osaava.base import search
from osaava.base.facts import receiver
from osaava.campus import operations, queries
from osaava.library.api import UnitPublished, UnitRenamed, UnitWithdrawn
from osaava.network.api import OrganisationChanged
from osaava.paths.api import PathPublished, PathRenamed, PathWithdrawn, paths_with_unit


@receiver(UnitPublished)
def unit_published(fact: UnitPublished) -> None:
    search.reindex("unit", [fact.unit_id], keys=[fact.slug])
    _index_paths_of(fact.unit_id)


@receiver(UnitWithdrawn)
def unit_withdrawn(fact: UnitWithdrawn) -> None:
    search.remove("unit", [fact.slug])
    _index_paths_of(fact.unit_id)


@receiver(UnitRenamed)
def unit_renamed(fact: UnitRenamed) -> None:
    search.reindex("unit", [fact.unit_id], keys=[fact.old_slug, fact.slug])


def _index_paths_of(unit_id: int) -> None:
    """The paths on which the unit stands: its title and its minutes are among what they are found and filtered by."""
    found = paths_with_unit([unit_id]).get(unit_id, [])
    if found:
        search.reindex("path", [pk for pk, _slug, _title in found], keys=[slug for _pk, slug, _title in found])


@receiver(PathPublished)
def path_published(fact: PathPublished) -> None:
    search.reindex("path", [fact.path_id], keys=[fact.slug])


@receiver(PathWithdrawn)
def path_withdrawn(fact: PathWithdrawn) -> None:
    search.remove("path", [fact.slug])


@receiver(PathRenamed)
def path_renamed(fact: PathRenamed) -> None:
    search.reindex("path", [fact.path_id], keys=[fact.old_slug, fact.slug])


@receiver(OrganisationChanged)
def organisation_changed(fact: OrganisationChanged) -> None:
    search.reindex("organisation", [fact.organisation_id], keys=queries.keys_of_organisation(fact.organisation_id))


@receiver(PersonErased)
def person_erased(fact: PersonErased) -> None:
    operations.erase_feedback_of(emails=fact.emails)
