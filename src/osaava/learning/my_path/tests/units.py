"""Units that develop competences."""

from osaava.library import api as library
from osaava.paths.tests import factories

QUIZ = factories.BLOCKS[4]


def unit(slug, *gains, minutes=10, theme="paja", blocks=None, groups=("teachers",), required=()):
    """A published unit that develops competences: ("7.1", 1, 2), …"""
    data = library.UnitData(
        slug=slug, texts={"fi": library.TextData(title=f"Osio {slug}", summary="Tiivistelmä.", blocks=blocks or [QUIZ])}, themes=[theme],
        target_groups=list(groups), minutes=minutes, licence="CC-BY-4.0", owner="esimerkkiopisto",
        competences=[library.CompetenceStep(*gain) for gain in gains], required_units=list(required),
    )  # fmt: skip
    version = library.save_version(unit=None, data=data, by=None)
    library.publish_unit(unit=version.unit, by=None)
    return library.Unit.objects.get(pk=version.unit_id)
