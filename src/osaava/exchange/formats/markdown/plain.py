"""A folder of plain Markdown that somebody else wrote, with one small `osaava.yaml` that says what is common to it.

The text is kept; only its shape is brought to ours: the first level-1 heading becomes the title, deeper headings move to the two levels of a
unit, an image that is a link becomes a link card, a list whose every item starts with `[ ]` or `[x]` becomes a quiz question. What is left out is
said.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import yaml

from osaava.exchange.batch import Batch, FoundUnit
from osaava.exchange.formats.markdown.folder import read_text
from osaava.library.api import CompetenceStep, FormatError, TextData, UnitData, read_blocks, reckon_minutes

SETTINGS = "osaava.yaml"
FORMAT = "osaava-folder/1"
KNOWN = {
    "format", "language", "themes", "target_groups", "competences", "licence", "owner", "authors", "source", "files", "path", "drop_after",
    "images", "review_by",
}  # fmt: skip
_LINKED_IMAGE = re.compile(r"^\s*\[!\[(?P<alt>[^\]]*)\]\((?P<image>[^)\s]+)[^)]*\)\]\((?P<url>[^)\s]+)[^)]*\)\s*$")
_IMAGE = re.compile(r"^\s*!\[(?P<alt>[^\]]*)\]\((?P<image>[^)\s]+)[^)]*\)\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_OPTION = re.compile(r"^\s*[-*+]\s+\[([ xX])\]\s+(.*)$")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_SAYS_NOTHING = {"", "image", "img", "kuva", "bild", "picture", "screenshot", "alt text"}


def read_settings(file: Path) -> dict[str, Any]:
    """The common facts; raises ValueError with a sentence."""
    try:
        found = yaml.safe_load(read_text(file))
    except yaml.YAMLError as error:
        raise ValueError(f"{file.name} is not YAML: {getattr(error, 'problem', error)}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"{file.name} must start with 'format: {FORMAT}'")
    if unknown := sorted(set(map(str, found)) - KNOWN):
        raise ValueError(f"{file.name} has a key that does not exist: {unknown[0]}. Known keys: {', '.join(sorted(KNOWN))}")
    for key in ("language", "themes", "target_groups", "licence"):
        if not found.get(key):
            raise ValueError(f"{file.name} needs the key {key}")
    return found


def read(folder: Path, settings: dict[str, Any]) -> Batch:
    """Every Markdown file of the folder as a unit, in the order the settings give or by name."""
    batch = Batch()
    listed = settings.get("files") or [{"file": f.name} for f in sorted(folder.glob("*.md"))]
    slugs: dict[str, str] = {}
    for entry in listed:
        name = str(entry.get("file", ""))
        file = folder / name
        if "/" in name or "\\" in name or not file.is_file():
            batch.say(name, "refused", "there is no such file in the folder")
            continue
        try:
            unit = _unit(folder, file, entry, settings, batch)
        except ValueError as error:
            batch.say(name, "refused", str(error))
        except FormatError as error:
            for _file, problem in error.problems:
                batch.say(name, "refused", problem.message)
        else:
            if unit.data.slug in slugs.values():
                reason = f"another file of the folder already has the address {unit.data.slug}; give this one a slug of its own in {SETTINGS}"
                batch.say(name, "refused", reason)
                continue
            batch.units.append(unit)
            slugs[name] = unit.data.slug
    if settings.get("path"):
        batch.paths.append(_path(settings, slugs, batch))
    return batch


def _unit(folder: Path, file: Path, entry: dict, settings: dict, batch: Batch) -> FoundUnit:
    text = read_text(file)
    text, dropped = _cut(text, settings.get("drop_after"))
    if dropped:
        batch.say(file.name, "left out", f"{dropped} words after the last line {settings['drop_after']!r}")
    body = _Body(folder, file.name, settings.get("images") or {}, batch)
    markdown = body.shape(text)
    title = entry.get("title") or body.title or file.stem
    blocks = read_blocks(markdown)
    if not blocks:
        raise ValueError("there is no text in the file")
    language = settings["language"]
    data = UnitData(
        slug=entry.get("slug") or slug_of(title),
        primary=language,
        texts={language: TextData(title=title, summary=entry.get("summary", ""), outcomes=list(entry.get("outcomes", [])), blocks=blocks)},
        themes=list(entry.get("themes") or settings["themes"]),
        target_groups=list(entry.get("target_groups") or settings["target_groups"]),
        competences=[CompetenceStep(str(c["key"]), c["from"], c["to"]) for c in entry.get("competences") or settings.get("competences") or []],
        minutes=entry.get("minutes") or reckon_minutes(blocks, language),
        licence=settings["licence"],
        owner=settings.get("owner", ""),
        authors=list(settings.get("authors") or []),
        source=settings.get("source"),
    )
    return FoundUnit(data, file.name, body.files)


def _cut(text: str, mark: str | None) -> tuple[str, int]:
    """(text before the last line that is `mark`, words left out)."""
    if not mark:
        return text, 0
    lines = text.split("\n")
    places = [n for n, line in enumerate(lines) if line.strip() == mark]
    if not places:
        return text, 0
    return "\n".join(lines[: places[-1]]), len(" ".join(lines[places[-1] + 1 :]).split())


def slug_of(title: str) -> str:
    """An address from a title: ASCII letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "osio"


def _path(settings: dict, slugs: dict[str, str], batch: Batch) -> dict:
    wanted, language = settings["path"], settings["language"]
    stages = wanted.get("stages") or [{"title": wanted["title"], "files": list(slugs)}]
    out = []
    for stage in stages:
        for name in stage["files"]:
            if name not in slugs:
                batch.say(SETTINGS, "note", f"the path's step {name} was left out, because that file was not brought in")
        steps = [{"unit": slugs[name], "version": None} for name in stage["files"] if name in slugs]
        out.append({"title": {language: stage["title"]}, "steps": steps})
    return {
        "slug": wanted.get("slug") or slug_of(wanted["title"]),
        "primary": language,
        "title": {language: wanted["title"]},
        "summary": {language: wanted.get("summary", "")},
        "body": {language: wanted.get("body", "")},
        "target_groups": list(settings["target_groups"]),
        "owner": settings.get("owner", ""),
        "licence": settings["licence"],
        "stages": out,
    }


class _Body:
    """Shapes one file's Markdown; notes what was changed and which files the text names."""

    def __init__(self, folder: Path, name: str, images: dict, batch: Batch):
        self.folder, self.name, self.images, self.batch = folder, name, images, batch
        self.title = ""
        self.files: dict[str, Path] = {}
        self.questions = 0

    def shape(self, text: str) -> str:
        """The body in our format's words."""
        lines, out, at, fenced = text.split("\n"), [], 0, False
        while at < len(lines):
            line = lines[at]
            if re.match(r"^\s*(```|~~~)", line):
                fenced = not fenced
            if fenced:
                out.append(line)
            elif _OPTION.match(line):
                at = self._quiz(lines, at, out)
                continue
            elif match := _HEADING.match(line):
                self._heading(match, out)
            elif match := _LINKED_IMAGE.match(line):
                self._card(match, out)
            elif match := _IMAGE.match(line):
                self._image(match, out)
            elif _RULE.match(line):
                out.append("")
            elif line.startswith(":::"):
                out.append("\\" + line)
            else:
                out.append(re.sub(r"<!--.*?-->", "", line))
            at += 1
        return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n") + "\n"

    def _heading(self, match, out: list[str]) -> None:
        depth, text = len(match[1]), match[2]
        if depth == 1 and not self.title:
            self.title = text
            return
        out.append(f"{'##' if depth <= 2 else '###'} {text}")

    def _card(self, match, out: list[str]) -> None:
        title = match["alt"].strip() or match["url"]
        out += ["", f"::: link {title}", f"url: {match['url']}", ":::", ""]
        self.batch.say(self.name, "note", f"the image that links to {match['url'][:80]} became a link card")

    def _image(self, match, out: list[str]) -> None:
        target = match["image"].strip("<>")
        if "://" in target:
            out += ["", f"[{match['alt'] or target}]({target})", ""]
            self.batch.say(self.name, "note", f"the image {target[:80]} is elsewhere on the web: it became a link")
            return
        file = (self.folder / target).resolve()
        if not file.is_file() or self.folder.resolve() not in file.parents:
            self.batch.say(self.name, "left out", f"the image {target[:80]} is not in the folder")
            return
        given = self.images.get(file.name) or {}
        alt = given.get("alt", "" if match["alt"].strip().lower() in _SAYS_NOTHING else match["alt"])
        clean = re.sub(r"[^A-Za-z0-9._-]", "-", file.name)
        name = clean if len(clean) <= 80 else f"{slug_of(file.stem)[:30]}-{hash_of(file.name):08x}{file.suffix.lower()}"
        self.files[name] = file
        caption = f' "{given["caption"]}"' if given.get("caption") else ""
        out += ["", f"![{alt}]({name}{caption})" + ("{decorative}" if given.get("decorative") else ""), ""]
        if not alt and not given.get("decorative"):
            self.batch.say(self.name, "note", f"the image {file.name[:60]} needs an alternative text before publishing")

    def _quiz(self, lines: list[str], at: int, out: list[str]) -> int:
        options = []
        while at < len(lines) and (match := _OPTION.match(lines[at])):
            options.append((match[1].lower() == "x", match[2].strip()))
            at += 1
        right = sum(1 for marked, _text in options if marked)
        if right == 0 or len(options) < 2:
            out += [f"- {text}" for _marked, text in options]
            return at
        question = self._question(out)
        self.questions += 1
        out += ["", f"::: quiz #q{self.questions} {'single' if right == 1 else 'multiple'}", question, ""]
        out += [f"- [{'x' if marked else ' '}] {text}" for marked, text in options]
        out += [":::", ""]
        self.batch.say(self.name, "note", f"a list of {len(options)} options became a quiz question: write an explanation for each option")
        return at

    @staticmethod
    def _question(out: list[str]) -> str:
        while out and not out[-1].strip():
            out.pop()
        if out and not out[-1].startswith(("#", ":::", "|", "-", "!")):
            return out.pop().strip()
        return out[-1].lstrip("# ").strip() if out and out[-1].startswith("#") else "?"


def hash_of(name: str) -> int:
    """A short stable number for a long file name."""
    return zlib.crc32(name.encode())
