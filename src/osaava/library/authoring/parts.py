"""One block as a part of the edit form: from a stored block to raw form values and back, without losing what was typed.

A part is a hidden header (`b3` = "quiz-single#q1") and a few fields under the same prefix (`b3-question`). Few fields matter: a long unit
must fit in what the server reads of one form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from osaava.library import blocks as schema
from osaava.library.enums import BlockKind, QuizKind
from osaava.library.markdown import write_blocks

OPTION_KINDS = ("single", "multiple", "ordering")
NEW_OPTIONS = 4
MAX_PARTS, MAX_FIELDS = 200, 900
_DELIMITER = re.compile(r"[\s|:-]*-[\s|:-]*\Z")
_CELL = re.compile(r"(?<!\\)\|")
_ALIGN = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def _line(label, *, needed: bool = False, hint="") -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=hint, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _area(label, *, rows: int = 4, needed: bool = False, hint="") -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


def _choice(label, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


def whole(text) -> int | None:
    """A place or a number from a form: ASCII digits only, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,8}", str(text or "")) else None


MARKDOWN_HINT = _("Markdown: **bold**, *emphasis*, - list, [link text](address).")
ONE_A_LINE = _("One a line.")


def _fields(kind: str, quiz: str, files: dict[str, str]) -> dict[str, forms.Field]:
    """The fields of one kind of block, in order. `files`: name -> kind of file that can be chosen."""
    match kind:
        case "heading":
            return {"level": _choice(_("Level"), [("2", _("Main heading")), ("3", _("Lower heading"))]), "text": _line(_("Heading"), needed=True)}
        case "text":
            return {"markdown": _area(_("Text"), rows=6, needed=True, hint=MARKDOWN_HINT)}
        case "image":
            return {
                "file": _file(_("Image"), files, "image"),
                "alt": _line(_("What the image tells (alt text)"), needed=True, hint=_("For those who do not see the image.")),
                "decorative": forms.BooleanField(label=_("The image is only decoration"), required=False),
                "caption": _line(_("Caption")),
            }
        case "video" | "audio":
            return {
                "title": _line(_("Title")),
                "src": _line(_("File or address"), needed=True, hint=_("Name of an added file, or an address starting with https://.")),
                "captions": _file(_("Captions (.vtt)"), files, "captions", needed=False),
                "markdown": _area(_("Transcript"), needed=True),
            }
        case "file":
            return {
                "title": _line(_("What the file is"), needed=True),
                "src": _file(_("File"), files, ""),
                "description": _line(_("Description")),
            }
        case "table":
            hint = _("A row on each line, cells apart with |. The first line is the headings of the columns.")
            return {"caption": _line(_("Caption")), "cells": _area(_("Table"), rows=5, needed=True, hint=hint)}
        case "callout":
            tones = [("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning"))]
            return {"tone": _choice(_("Kind of callout"), tones), "title": _line(_("Title")), "markdown": _area(_("Text"), needed=True)}
        case "example":
            return {"title": _line(_("Title")), "markdown": _area(_("Text"), needed=True)}
        case "checklist":
            return {"title": _line(_("Title")), "items": _area(_("Items"), needed=True, hint=ONE_A_LINE)}
        case "reflection":
            return {"title": _line(_("Title")), "markdown": _area(_("What to think about"), rows=3, needed=True)}
        case "task":
            return {"title": _line(_("Title")), "markdown": _area(_("What to do"), needed=True)}
        case "link":
            return {"title": _line(_("Title"), needed=True), "url": _line(_("Address"), needed=True), "description": _line(_("Description"))}
        case "quote":
            return {"markdown": _area(_("Quote"), needed=True), "source": _line(_("Who said or wrote it"))}
    return _quiz_fields(quiz)


def _file(label, files: dict[str, str], kind: str, needed: bool = True) -> forms.ChoiceField:
    names = [name for name, found in files.items() if not kind or found == kind]
    return forms.ChoiceField(label=label, required=needed, choices=[("", _("Choose")), *((name, name) for name in names)])


def _quiz_fields(quiz: str) -> dict[str, forms.Field]:
    question: dict[str, forms.Field] = {"question": _area(_("Question"), rows=2, needed=True)}
    if quiz == "number":
        return question | {
            "answer": _line(_("Right answer"), needed=True), "tolerance": _line(_("May differ by")), "unit": _line(_("Unit of measure")),
            "explanation": _area(_("Explanation"), rows=2, needed=True),
        }
    if quiz == "text":
        accept = _area(_("Accepted answers"), rows=2, needed=True, hint=ONE_A_LINE)
        return question | {"accept": accept, "explanation": _area(_("Explanation"), rows=2, needed=True)}
    return {"quiz": _choice(_("Kind of question"), [(k, QuizKind(k).label) for k in OPTION_KINDS]), **question}


class PartForm(forms.Form):
    """Fields of one part. Always bound to what was typed; the only errors are those put in by whoever checked."""

    use_required_attribute = False

    def __init__(self, fields: dict[str, forms.Field], **kwargs):
        super().__init__(**kwargs)
        self.fields.update(fields)

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}

    def put_error(self, name: str, message: str) -> None:
        """Show a message beside a field."""
        self.errors.setdefault(name, ErrorList()).append(message)


@dataclass
class Part:
    """One block being edited. `raw`: field name -> what was typed (a list for `right`)."""

    kind: str
    id: str = ""
    quiz: str = ""
    raw: dict = field(default_factory=dict)
    beside: dict | None = None
    messages: list[tuple[str, str]] = field(default_factory=list)

    @property
    def header(self) -> str:
        kind = f"quiz-{self.quiz}" if self.kind == "quiz" else self.kind
        return f"{kind}#{self.id}" if self.id else kind

    @property
    def has_options(self) -> bool:
        return self.kind == "quiz" and self.quiz in OPTION_KINDS

    @property
    def options(self) -> int:
        """How many option rows there are."""
        return max((int(name[1:]) + 1 for name in self.raw if re.fullmatch(r"o\d{1,2}", name)), default=0)

    @property
    def label(self) -> str:
        if self.kind == "quiz":
            return f"{BlockKind.QUIZ.label}: {QuizKind(self.quiz).label}"
        return str(BlockKind(self.kind).label)

    @property
    def words(self) -> str:
        """A few words by which an author knows the block, for lists and links."""
        for name in ("text", "title", "question", "caption", "markdown", "file", "items", "cells"):
            if value := str(self.raw.get(name) or "").strip():
                return value.split("\n", 1)[0][:60]
        return ""

    def block(self) -> dict:
        """The block as it would be stored."""
        raw = dict(self.raw)
        found = {"kind": self.kind, **({"id": self.id} if self.id else {}), **raw}
        match self.kind:
            case "image":
                found["decorative"] = bool(raw.get("decorative"))
            case "table":
                found |= read_table(raw.get("cells") or "")
            case "checklist":
                found["items"] = _as_lines(raw.get("items"))
            case "quiz":
                found["quiz"] = self.quiz
                found["accept"] = _as_lines(raw.get("accept"))
                right = set(raw.get("right") or [])
                found["options"] = [
                    {"text": raw.get(f"o{n}", ""), "explanation": raw.get(f"e{n}", ""), "correct": str(n) in right} for n in range(self.options)
                ]
        return schema.clean(found)

    def field_count(self) -> int:
        """How many form fields the part takes at most."""
        return 2 + len(self.raw) + (self.options if self.has_options else 0)


def _as_lines(value) -> list[str]:
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def part_of(block: dict) -> Part:
    """A stored block as a part to edit."""
    kind, quiz = block["kind"], block.get("quiz", "")
    part = Part(kind=kind, id=block.get("id", ""), quiz=quiz)
    for name in _fields(kind, quiz, {}):
        value = block.get(name, "")
        part.raw[name] = "\n".join(value) if isinstance(value, list) else value
    if kind == "table":
        part.raw["cells"] = write_table(block)
    if kind == "heading":
        part.raw["level"] = str(block.get("level", 2))
    if kind == "image":
        part.raw["decorative"] = "on" if block.get("decorative") else ""
    if part.has_options:
        options = block.get("options") or []
        for n, option in enumerate(options):
            part.raw |= {f"o{n}": option["text"], f"e{n}": option["explanation"]}
        part.raw["right"] = [str(n) for n, option in enumerate(options) if option.get("correct")]
    return part


def new_part(kind: str, taken: set[str]) -> Part | None:
    """An empty part; `kind` may be "quiz-number". Blocks that answers hang on get an id of their own."""
    kind, _dash, quiz = kind.partition("-")
    if kind not in BlockKind.values or (kind == "quiz" and (quiz or "single") not in QuizKind.values):
        return None
    part = part_of({"kind": kind} | ({"quiz": quiz or "single"} if kind == "quiz" else {}))
    if kind in schema.INTERACTIVE:
        part.id = free_id(kind, taken)
    if part.has_options:
        part.raw |= {f"{letter}{n}": "" for n in range(NEW_OPTIONS) for letter in "oe"}
    return part


def empty_twin(block: dict) -> Part:
    """The same block without its words, for a translator: kind, id, files, level and right answers stay."""
    part = part_of(block)
    keep = {"level", "file", "decorative", "src", "captions", "tone", "quiz", "right", "answer", "tolerance", "url"}
    part.raw = {name: value if name in keep else "" for name, value in part.raw.items()}
    return part


def free_id(kind: str, taken: set[str]) -> str:
    """An id that no block has yet in any language."""
    number = 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


def read_part(post, place: int) -> Part | None:
    """The part at this place of a posted form, or None when its header says nothing we know."""
    head, _mark, identifier = post.get(f"b{place}", "").partition("#")
    kind, _dash, quiz = head.partition("-")
    if kind not in BlockKind.values or (kind == "quiz" and quiz not in QuizKind.values):
        return None
    part = Part(kind=kind, id=identifier[:60], quiz=quiz)
    prefix = f"b{place}-"
    for name in _fields(kind, quiz, {}):
        part.raw[name] = post.get(prefix + name, "")
    if part.has_options:
        numbers = sorted(int(m[1]) for key in post if (m := re.fullmatch(rf"{prefix}o([0-9]{{1,2}})", key)))
        for n in numbers[: schema.MAX_ITEMS]:
            part.raw |= {f"o{n}": post.get(f"{prefix}o{n}", ""), f"e{n}": post.get(f"{prefix}e{n}", "")}
        part.raw["right"] = post.getlist(f"{prefix}right")
        if part.raw["quiz"] in OPTION_KINDS:
            part.quiz = part.raw["quiz"]
    return part


def read_parts(post) -> list[Part]:
    """All parts of a posted form, in order."""
    places = sorted(int(m[1]) for key in post if (m := re.fullmatch(r"b([0-9]{1,3})", key)))
    return [part for place in places if (part := read_part(post, place)) is not None]


class PartView:
    """A part with its place: what the template draws."""

    def __init__(self, part: Part, place: int, files: dict[str, str]):
        self.part, self.place, self.number = part, place, place + 1
        self.prefix = f"b{place}"
        chosen = {part.raw.get(name): "" for name in ("file", "src", "captions") if part.raw.get(name)}
        fields = _fields(part.kind, part.quiz, {**{n: _kind_of(n) for n in chosen}, **files})
        for n in range(part.options if part.has_options else 0):
            fields[f"o{n}"], fields[f"e{n}"] = _line(_("Option"), needed=True), _area(_("Explanation"), rows=2, needed=True)
        data = {f"{self.prefix}-{name}": value for name, value in part.raw.items()}
        self.form = PartForm(fields, data=data, prefix=self.prefix)
        for name, message in part.messages:
            self.form.put_error(self.field_name(name), message)

    @property
    def place_id(self) -> str:
        return f"lohko-{self.place}"

    @property
    def place_before(self) -> int:
        return max(0, self.place - 1)

    @property
    def place_after(self) -> int:
        return self.place + 1

    @property
    def beside_text(self) -> str:
        """The original as its author wrote it."""
        return write_blocks([self.part.beside]).strip() if self.part.beside else ""

    def field_name(self, name: str) -> str:
        """The form field that a problem's field name points at."""
        name = {"head": "cells", "options": "o0"}.get(name, name)
        return name if name in self.form.fields else next(iter(self.form.fields))

    def target(self, name: str) -> str:
        """The id of the control that a problem is about."""
        return f"id_{self.prefix}-{self.field_name(name)}"

    @property
    def own_fields(self):
        return [self.form[name] for name in self.form.fields if not re.fullmatch(r"[oe]\d+", name)]

    @property
    def option_rows(self):
        right = set(self.part.raw.get("right") or [])
        return [
            {"n": n, "number": n + 1, "text": self.form[f"o{n}"], "explanation": self.form[f"e{n}"], "right": str(n) in right}
            for n in range(self.part.options if self.part.has_options else 0)
        ]

    @property
    def right_type(self) -> str:
        """How the right options are marked: "radio", "checkbox", or "" where the order is the answer."""
        return {"single": "radio", "multiple": "checkbox"}.get(self.part.quiz, "")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Everything as name and value, for a page that only carries the part along."""
        found = [(self.prefix, self.part.header)]
        for name, value in self.part.raw.items():
            found += [(f"{self.prefix}-{name}", str(one)) for one in (value if isinstance(value, list) else [value])]
        return found


def _kind_of(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending in ("png", "jpg", "jpeg", "webp", "gif"):
        return "image"
    return "captions" if ending == "vtt" else ""


def read_table(text: str) -> dict:
    """Headings, rows and alignment from lines with | between the cells."""
    rows = [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip().removeprefix("|").removesuffix("|"))] for line in _as_lines(text)]
    lines = _as_lines(text)
    align: list[str] = []
    if len(lines) > 1 and _DELIMITER.match(lines[1]):
        align = [_alignment(cell) for cell in rows.pop(1)]
    return {"head": rows[0] if rows else [], "rows": rows[1:], "align": align}


def _alignment(cell: str) -> str:
    if cell.startswith(":") and cell.endswith(":"):
        return "center"
    return "right" if cell.endswith(":") else "left" if cell.startswith(":") else ""


def write_table(block: dict) -> str:
    """The other way; the line of alignments is there only when something is aligned."""
    rows = [block["head"], *block["rows"]] if block.get("head") else block.get("rows") or []
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    if block.get("align") and lines:
        lines.insert(1, " | ".join(_ALIGN[a] for a in block["align"]))
    return "\n".join(lines)
