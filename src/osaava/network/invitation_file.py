"""Reading a file of people to invite: CSV as spreadsheets really write it, and as nobody should.

UTF-8 with or without BOM, else Windows-1252; separated by semicolon, comma or tab. Columns are known by their names in three languages;
columns we do not know are left aside and named, so a column like `is_superuser` can do nothing.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osaava.base.language import LANGUAGES
from osaava.network import validators
from osaava.network.enums import OrganisationRole
from osaava.themes.api import TargetGroup, all_target_groups

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000
MAX_COLUMNS = 50
MAX_CELL = 500

_COLUMNS = {
    "email": {"email", "e-mail", "sähköposti", "sähköpostiosoite", "e-post", "epost", "e-postadress"},
    "name": {"name", "nimi", "namn"},
    "role": {"role", "rooli", "roll"},
    "target_group": {"target_group", "target group", "kohderyhmä", "målgrupp"},
    "language": {"language", "kieli", "språk"},
}
_ROLES = {
    "": {"", "member", "jäsen", "medlem"},
    OrganisationRole.DIGITAL_LEAD: {"digital_lead", "digital lead", "digivastaava", "digiansvarig"},
    OrganisationRole.MANAGEMENT: {"management", "johto", "ledning"},
    OrganisationRole.ADMIN: {"admin", "administrator", "ylläpitäjä", "pääkäyttäjä", "administratör"},
}
_LANGUAGES = {
    "fi": {"fi", "suomi", "finska", "finnish"},
    "sv": {"sv", "ruotsi", "svenska", "swedish"},
    "en": {"en", "englanti", "engelska", "english"},
}


@dataclass(frozen=True)
class RowProblem:
    """A row that was not invited: its number in the file (the heading is 1), what it said, and why."""

    row: int
    who: str
    reason: str | Promise


@dataclass(frozen=True)
class PersonRow:
    number: int
    email: str
    name: str
    role: str
    target_group: TargetGroup | None
    language: str


@dataclass
class People:
    rows: list[PersonRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 1 MB. Divide it into smaller files."), code="size")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = "\0"
    if "\0" in text:
        raise ValidationError(_("The file is not a CSV text file. Save it as CSV UTF-8 and try again."), code="encoding")
    if not text.strip():
        raise ValidationError(_("The file is empty."), code="empty")
    return text


def _reader(text: str):
    heading = text.lstrip().partition("\n")[0][:10_000]
    delimiter = max(";,\t", key=heading.count)
    csv.field_size_limit(MAX_BYTES)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _columns(heading: list[str], people: People) -> dict[str, int]:
    if len(heading) > MAX_COLUMNS:
        raise ValidationError(_("The file has more than 50 columns. Keep name, email, role, target_group and language."), code="columns")
    names = [validators.tidy_line(name).lower() for name in heading]
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        column = next((key for key, known in _COLUMNS.items() if name in known), None)
        if column is None:
            if name:
                people.ignored_columns.append(name[:60])
        elif column in found:
            raise ValidationError(_("The column %(name)s is in the file twice. Remove the other one."), code="twice", params={"name": name})
        else:
            found[column] = place
    if "email" not in found:
        raise ValidationError(_("The first row must name the columns, and one of them must be email."), code="heading")
    return found


def _one_of(value: str, choices: dict[str, set[str]], message) -> str:
    for key, words in choices.items():
        if value.casefold() in words:
            return str(key)
    raise ValidationError(message)


def _group(value: str, groups: list[TargetGroup]) -> TargetGroup | None:
    if not value:
        return None
    wanted = value.casefold()
    for group in groups:
        if wanted in {group.key, *(str(group.name.get(code, "")).casefold() for code in LANGUAGES)}:
            return group
    raise ValidationError(_("The target group is not one that we know."))


def _person(number: int, cells: dict[str, str], groups: list[TargetGroup]) -> PersonRow:
    if any(len(value) > MAX_CELL for value in cells.values()):
        raise ValidationError(_("A cell is longer than 500 characters."))
    return PersonRow(
        number=number,
        email=validators.email(cells["email"]),
        name=validators.person_name(cells.get("name", "")),
        role=_one_of(cells.get("role", ""), _ROLES, _("The role is not one that we know.")),
        target_group=_group(cells.get("target_group", ""), groups),
        language=_one_of(cells.get("language", "") or "fi", _LANGUAGES, _("The language must be fi, sv or en.")),
    )


def read_invitation_file(content: bytes) -> People:
    """The people in the file, and the rows that are not people. Raises ValidationError when the whole file cannot be used."""
    reader = _reader(_text(content))
    people = People()
    columns: dict[str, int] | None = None
    groups = all_target_groups()
    seen: set[str] = set()
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if columns is None:
                columns = _columns(cells, people)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(people.rows) + len(people.problems) >= MAX_ROWS:
                raise ValidationError(_("The file has more than 2,000 rows. Divide it into smaller files."), code="rows")
            _read_row(people, number, {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}, groups, seen)
    except csv.Error:
        people.problems.append(RowProblem(number + 1, "", _("A quotation mark is not closed, so the file cannot be read from here on.")))
    if columns is None:
        raise ValidationError(_("A quotation mark is not closed, so the file cannot be read from here on."), code="quotes")
    return people


def _read_row(people: People, number: int, cells: dict[str, str], groups: list[TargetGroup], seen: set[str]) -> None:
    try:
        person = _person(number, cells, groups)
    except ValidationError as error:
        people.problems.append(RowProblem(number, validators.tidy_line(cells["email"])[:100], error.messages[0]))
        return
    if person.email in seen:
        people.problems.append(RowProblem(number, person.email, _("The same address is on an earlier row.")))
        return
    seen.add(person.email)
    people.rows.append(person)
