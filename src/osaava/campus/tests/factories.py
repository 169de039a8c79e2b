"""Units made through operations, without the library's own test helpers."""

from osaava.library.api import TextData, Unit, UnitData, publish_unit, save_version


def unit(slug: str, title: str, *, text: str = "Lue rauhassa.", theme: str = "paja", owner: str, groups=("teachers",), minutes: int = 10) -> Unit:
    data = UnitData(
        slug=slug, primary="fi", texts={"fi": TextData(title, "Lyhyesti.", ["Osaat."], [{"kind": "text", "markdown": text}])}, themes=[theme],
        target_groups=list(groups), licence="CC-BY-4.0", owner=owner, authors=["Aino"], minutes=minutes,
    )  # fmt: skip
    version = save_version(unit=None, data=data, by=None)
    publish_unit(unit=version.unit, by=None)
    return Unit.objects.get(pk=version.unit_id)
