"""The state of the edit page: what the author has typed, whether or not it can be stored.

`from_version` fills it from a stored version, `from_post` from a submitted form. `act` changes it by a button (add, move, remove, …), and
`to_data` turns it into unit data for `save_version`. The page is drawn from it in every case.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES
from osaava.library import blocks as schema
from osaava.library import queries
from osaava.library.authoring import checks
from osaava.library.authoring import queries as reads
from osaava.library.authoring.align import pairs
from osaava.library.authoring.forms import FactsForm
from osaava.library.authoring.parts import MAX_FIELDS, MAX_PARTS, Part, PartView, empty_twin, new_part, part_of, read_parts, whole
from osaava.library.data import Problem, TextData, UnitData
from osaava.library.models import MediaFile, Unit, UnitVersion

FACT_FIELDS = 130
"""Form fields that the facts take at most, beside the blocks."""


@dataclass
class Draft:
    """One language of a unit and its facts, as being edited."""

    unit: Unit
    person: object
    base: UnitVersion
    language: str
    raw: QueryDict
    parts: list[Part] = field(default_factory=list)
    files: dict[str, MediaFile] = field(default_factory=dict)
    confirmed: bool = False
    quiet: bool = True
    problems: list[Problem] = field(default_factory=list)

    # -- making ---------------------------------------------------------------------------------------------------------------------

    @classmethod
    def from_version(cls, unit: Unit, version: UnitVersion, language: str, person) -> Draft:
        data = queries.version_data(version)
        draft = cls.from_data(unit, version, data, language, person)
        draft.raw["note"] = ""
        return draft

    @classmethod
    def from_data(cls, unit: Unit, base: UnitVersion, data: UnitData, language: str, person) -> Draft:
        stored = reads.files_of(list(data.files.values()))
        draft = cls(unit, person, base, language, FactsForm.raw_of(data, language))
        draft.files = {name: stored[pk] for name, pk in data.files.items() if pk in stored}
        draft._base_data = data
        draft.parts = parts_for(data, language)
        return draft

    @classmethod
    def from_post(cls, unit: Unit, base: UnitVersion, language: str, post: QueryDict, person) -> Draft:
        draft = cls(unit, person, base, language, post, confirmed=bool(post.get("confirmed")))
        draft.parts = read_parts(post)[: schema.MAX_BLOCKS]
        draft.files = _files_from_post(post.get("files", ""), unit)
        draft._put_beside()
        return draft

    # -- reads ----------------------------------------------------------------------------------------------------------------------

    @property
    def base_data(self) -> UnitData:
        """The version that editing started from."""
        if not hasattr(self, "_base_data"):
            self._base_data = queries.version_data(self.base)
        return self._base_data

    @property
    def is_primary(self) -> bool:
        return self.language == self.base_data.primary

    @property
    def primary_text(self) -> TextData | None:
        """What a translator sees beside; None in the primary language itself."""
        return None if self.is_primary else self.base_data.texts[self.base_data.primary]

    @property
    def form(self) -> FactsForm:
        if not hasattr(self, "_form"):
            slugs, words = self.raw.getlist("needs"), self.raw.get("need_q", "")
            themes = reads.writable_themes(self.person)
            house = self.base_data.themes[:1]
            shown = [t for t in reads.all_themes() if t in themes or t.key in house or self._is_inside]
            needs = reads.requirable(self.person, self.unit, slugs, words)
            self._form = FactsForm(self.raw, themes=shown, needs=needs)
            self._form.quiet = self.quiet
        return self._form

    @property
    def _is_inside(self) -> bool:
        return self.base.licence == "own-organisation"

    @property
    def views(self) -> list[PartView]:
        """The parts with their places, for drawing; made once."""
        if not hasattr(self, "_views"):
            kinds = {name: media.kind for name, media in self.files.items()}
            self._views = [PartView(part, place, kinds) for place, part in enumerate(self.parts)]
        return self._views

    @property
    def files_field(self) -> str:
        """The hidden field that carries the files along."""
        return json.dumps({name: str(media.uuid) for name, media in self.files.items()})

    @property
    def media_parts(self) -> list[tuple[int, str]]:
        """Blocks that a new file can be put into: (place, words)."""
        return [(n, f"{n + 1}. {p.label} {p.words}".strip()) for n, p in enumerate(self.parts) if p.kind in ("image", "video", "audio", "file")]

    def advice(self) -> list[Problem]:
        """What the rail beside the editor says, each with the place in this form."""
        kept, places = self._kept()
        return [replace(p, block=places[p.block] if p.block is not None else None) for p in checks.advice(kept, set(self.files))]

    def target(self, problem: Problem) -> str:
        """Id of the control that a problem is about."""
        if problem.block is not None and problem.block < len(self.views):
            return self.views[problem.block].target(problem.field)
        name = {"prerequisites": "needs", "competences": "c0", "themes": "theme", "files": "file", "owner": "title"}.get(problem.field, problem.field)
        if name in ("needs", "target_groups"):
            return f"id_{name}_0"
        return f"id_{name}" if name in self.form.fields or name == "file" else "lohkot"

    def errors(self) -> list[dict]:
        """All that is wrong, for the error summary, in the order of the page."""
        found = []
        if not self.quiet:
            for name, messages in self.form.errors.items():
                target = self.form[name].id_for_label or f"id_{name}_0" if name in self.form.fields else ""
                found += [{"text": message, "target": target} for message in messages]
        return found + [{"text": p.message, "target": self.target(p)} for p in self.problems]

    # -- changing -------------------------------------------------------------------------------------------------------------------

    def _ids(self) -> set[str]:
        taken = {part.id for part in self.parts if part.id}
        for text in self.base_data.texts.values():
            taken |= {block["id"] for block in text.blocks if block.get("id")}
        return taken

    def act(self, name: str, argument: str, post: QueryDict) -> str:
        """Do what a button asks; returns the id of the place to go on from."""
        place = -1 if whole(argument) is None else whole(argument)
        inside = 0 <= place < len(self.parts)
        match name:
            case "add":
                return self._add(post.get("add-kind", ""), post.get("add-place", ""))
            case "up" if inside and place > 0:
                self.parts[place - 1 : place + 1] = reversed(self.parts[place - 1 : place + 1])
                return f"lohko-{place - 1}"
            case "down" if inside and place < len(self.parts) - 1:
                self.parts[place : place + 2] = reversed(self.parts[place : place + 2])
                return f"lohko-{place + 1}"
            case "remove" if inside:
                del self.parts[place]
                return f"lohko-{min(place, len(self.parts) - 1)}" if self.parts else "lohkot"
            case "option" if inside and self.parts[place].has_options:
                part = self.parts[place]
                if part.options < schema.MAX_ITEMS and self._fits(2):
                    part.raw |= {f"o{part.options}": "", f"e{part.options}": ""}
                return f"lohko-{place}"
        return f"lohko-{place}" if inside else "lohkot"

    def _fits(self, more: int) -> bool:
        if FACT_FIELDS + sum(part.field_count() for part in self.parts) + more <= MAX_FIELDS:
            return True
        self.problems.append(Problem(_("Split the unit: there is no room for more in one form.")))
        return False

    def _add(self, kind: str, where: str) -> str:
        part = new_part(kind, self._ids())
        if part is None:
            return "lohkot"
        if len(self.parts) >= MAX_PARTS:
            message = _("Split the unit: it has %(count)s blocks and the limit is %(limit)s.")
            self.problems.append(Problem(message % {"count": len(self.parts), "limit": MAX_PARTS}))
            return "lohkot"
        if not self._fits(part.field_count()):
            return "lohkot"
        place = min(len(self.parts), len(self.parts) if whole(where) is None else whole(where))
        self.parts.insert(place, part)
        return f"lohko-{place}"

    def add_file(self, media: MediaFile, where: str) -> tuple[str, str]:
        """Take a stored file into use; returns its name and the place where it was put."""
        name = next((n for n, known in self.files.items() if known.pk == media.pk), None) or self._free_name(media.name)
        self.files[name] = media
        field_name = {"image": "file", "captions": "captions"}.get(media.kind, "src")
        if where == "new":
            kind = {"image": "image", "video": "video", "audio": "audio"}.get(media.kind, "file")
            target = self._add(kind, "")
            if target != "lohkot":
                self.parts[-1].raw[field_name if kind != "file" else "src"] = name
            return name, target
        place = -1 if whole(where) is None else whole(where)
        if 0 <= place < len(self.parts) and field_name in self.parts[place].raw:
            self.parts[place].raw[field_name] = name
            return name, f"lohko-{place}"
        return name, "tiedostot"

    def _free_name(self, name: str) -> str:
        stem, _dot, ending = name.rpartition(".")
        number, found = 2, name
        while found in self.files:
            found, number = f"{stem}-{number}.{ending}", number + 1
        return found

    # -- storing --------------------------------------------------------------------------------------------------------------------

    def _kept(self) -> tuple[list[dict], list[int]]:
        """Blocks that say something, and the place of each in the form."""
        blocks = [(place, part.block()) for place, part in enumerate(self.parts)]
        kept = [(place, block) for place, block in blocks if not schema.is_empty(block) and not is_untouched(self.parts[place], block)]
        return [block for _place, block in kept], [place for place, _block in kept]

    def to_data(self) -> UnitData | None:
        """Unit data with this language and these facts; None when a fact cannot be read (the form then says which)."""
        self.quiet = self.form.quiet = False
        if not self.form.is_valid():
            return None
        data = deepcopy(self.base_data)
        data.texts[self.language] = TextData(blocks=self._kept()[0])
        data.texts = {code: data.texts[code] for code in LANGUAGES if code in data.texts}
        data.files = {**data.files, **{name: media.pk for name, media in self.files.items()}}
        return self.form.apply(data, self.language)

    def take_problems(self, problems: list[Problem]) -> None:
        """Show why the data was refused: beside the fields and in the summary."""
        places = self._kept()[1]
        for problem in problems:
            if problem.block is not None and problem.language in ("", self.language) and problem.block < len(places):
                problem = replace(problem, block=places[problem.block])
                self.parts[problem.block].messages.append((problem.field, problem.message))
            elif problem.field in self.form.fields and problem.field not in self.form.errors:
                self.form.add_error(problem.field, problem.message)
                continue
            self.problems.append(problem)
        self.__dict__.pop("_views", None)

    def _put_beside(self) -> None:
        if (primary := self.primary_text) is None:
            return
        mine = [part.block() for part in self.parts]
        for a, b in pairs(primary.blocks, mine):
            if a is not None and b is not None:
                self.parts[b].beside = primary.blocks[a]


def is_untouched(part: Part, block: dict) -> bool:
    """Whether this is a translator's empty twin: nothing but what it kept of the original (its file, address, right answer)."""
    if part.beside is None or (block["kind"] == "image" and block["decorative"]):
        return False
    words = ("alt", "caption", "title", "markdown", "description", "question", "explanation", "text", "items", "head", "options", "accept", "source")
    return not any(block.get(name) for name in words)


def parts_for(data: UnitData, language: str) -> list[Part]:
    """The parts to edit in one language. A translator gets every block of the primary text, translated or still empty."""
    text = data.texts.get(language)
    mine = text.blocks if text else []
    if language == data.primary:
        return [part_of(block) for block in mine]
    primary = data.texts[data.primary].blocks
    parts = []
    for a, b in pairs(primary, mine):
        part = part_of(mine[b]) if b is not None else empty_twin(primary[a])
        part.beside = primary[a] if a is not None else None
        parts.append(part)
    return parts


def form_places(data: UnitData, language: str) -> list[int]:
    """For every stored block of a language its place in the edit form."""
    if language == data.primary:
        return list(range(len(data.texts[language].blocks)))
    found = {}
    for place, (_a, b) in enumerate(pairs(data.texts[data.primary].blocks, data.texts[language].blocks)):
        if b is not None:
            found[b] = place
    return [found[n] for n in range(len(data.texts[language].blocks))]


def _files_from_post(text: str, unit: Unit) -> dict[str, MediaFile]:
    try:
        named = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(named, dict):
        return {}
    named = {str(name): str(value) for name, value in named.items() if schema.FILE_NAME.match(str(name))}
    found = reads.files_by_uuid(list(named.values()), unit)
    return {name: found[value] for name, value in named.items() if value in found}
