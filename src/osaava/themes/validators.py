"""Checks of the vocabulary's files: clear errors that name the file and the key."""

from osaava.base.language import LANGUAGES
from osaava.themes.models import LEVELS


def check_competence_file(theme: str, content: dict, groups: set[str]) -> None:
    """Raise ValueError unless the file has complete competences: names and five levels in every language, known target groups."""
    if content.get("theme") != theme:
        raise ValueError(f"competences/{theme}.yaml says theme {content.get('theme')!r}.")
    for entry in content["competences"]:
        place = f"competences/{theme}.yaml, {entry.get('key')}"
        for language in LANGUAGES:
            for name in ("name", "description"):
                if not entry[name].get(language):
                    raise ValueError(f"{place}: {name} is missing in {language}.")
            for name in ("organisation_levels", "person_levels"):
                if len(entry[name].get(language, [])) != len(LEVELS):
                    raise ValueError(f"{place}: {name} needs {len(LEVELS)} descriptions in {language}.")
        for group, level in entry.get("usual_levels", {}).items():
            if group not in groups or level not in LEVELS:
                raise ValueError(f"{place}: usual level {group}: {level} is not a known group with a level 1–5.")
