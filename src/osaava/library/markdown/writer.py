"""Blocks to Markdown, in the one canonical form."""

from __future__ import annotations

import re

from osaava.base.language import LANGUAGES
from osaava.library import blocks as schema
from osaava.library.data import UnitData
from osaava.library.markdown.front_matter import PATH_FORMAT, UNIT_FORMAT, flow, listing, scalar

_ALIGN = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_FENCE_RUN = re.compile(r"^(:{3,})", re.MULTILINE)
_CODE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)\Z")


def write_blocks(blocks: list[dict]) -> str:
    """The body of a file, ending in one newline; empty for no blocks."""
    parts = [part for part in (_write(schema.clean(block)) for block in blocks) if part]
    return "\n\n".join(parts) + "\n" if parts else ""


def _write(block: dict) -> str:
    return _WRITERS.get(block["kind"], _unknown)(block)


def _unknown(block: dict) -> str:
    raise ValueError(f"{block['kind']!r} is not a kind of block")


def _escape(text: str, marks: str) -> str:
    return "".join(f"\\{c}" if c in marks or c == "\\" else c for c in text)


def _close_code(text: str) -> str:
    """Text whose fenced code is closed, so that it cannot swallow what follows."""
    fence = None
    for line in text.split("\n"):
        match = _CODE.match(line)
        if not match:
            continue
        if fence is None:
            fence = None if "`" in match[2] and match[1][0] == "`" else match[1]
        elif match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip():
            fence = None
    return f"{text}\n{fence}" if fence else text


def _container(block: dict, head: str, body: str) -> str:
    longest = max((len(run) for run in _FENCE_RUN.findall(body)), default=2)
    fence = ":" * max(3, longest + 1)
    opening = " ".join(part for part in (fence, block["kind"], f"#{block['id']}" if block.get("id") else "", head) if part)
    return f"{opening}\n{body}\n{fence}" if body else f"{opening}\n{fence}"


def _title(text: str) -> str:
    return f"\\{text}" if text.startswith(("#", "\\")) else text


def _image(block: dict) -> str:
    caption = f' "{_escape(block["caption"], chr(34))}"' if block["caption"] else ""
    mark = "{decorative}" if block["decorative"] else ""
    return f"![{_escape(block['alt'], '[]')}]({block['file'] or 'missing'}{caption}){mark}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(block: dict) -> str:
    if not block["head"]:
        return ""
    caption = [f"Table: {block['caption']}", ""] if block["caption"] else []
    align = block["align"] or [""] * len(block["head"])
    delimiter = "|" + "|".join(_ALIGN[a] for a in align) + "|"
    return "\n".join([*caption, _row(block["head"]), delimiter, *map(_row, block["rows"])])


def _fields(block: dict, *names: str) -> str:
    return "\n".join(f"{name}: {block[name]}" for name in names if block[name])


def _media(block: dict) -> str:
    facts, transcript = _fields(block, "src", "captions"), block["markdown"]
    return _container(block, _title(block["title"]), f"{facts}\n\n{transcript}" if transcript else facts)


def _quoted(text: str, indent: str) -> list[str]:
    return [f"{indent}> {line}".rstrip() for line in text.split("\n")] if text else []


def _quiz(block: dict) -> str:
    kind = block["quiz"]
    lines: list[str] = []
    if kind == "number":
        lines = [f"answer: {block['answer']}".rstrip(), *filter(None, _fields(block, "tolerance", "unit").split("\n"))]
        lines += _quoted(block["explanation"], "")
    elif kind == "text":
        lines = [f"accept: {' | '.join(part.replace('|', '/') for part in block['accept'])}".rstrip(), *_quoted(block["explanation"], "")]
    else:
        for place, option in enumerate(block["options"], start=1):
            mark = f"{place}." if kind == "ordering" else f"- [{'x' if option['correct'] else ' '}]"
            lines += [f"{mark} {option['text']}", *_quoted(option["explanation"], " " * (len(mark) + 1 if kind == "ordering" else 2))]
    question = block["question"]
    return _container(block, kind, "\n".join([question, "", *lines] if question else lines))


_WRITERS = {
    "heading": lambda b: f"{'#' * b['level']} {b['text']}" if b["text"] else "",
    "text": lambda b: _close_code(b["markdown"]),
    "image": _image,
    "table": _table,
    "callout": lambda b: _container(b, f"{b['tone']} {_title(b['title'])}".strip(), b["markdown"]),
    "example": lambda b: _container(b, _title(b["title"]), b["markdown"]),
    "reflection": lambda b: _container(b, _title(b["title"]), b["markdown"]),
    "task": lambda b: _container(b, _title(b["title"]), b["markdown"]),
    "checklist": lambda b: _container(b, _title(b["title"]), "\n".join(f"- {item}" for item in b["items"])),
    "quiz": _quiz,
    "quote": lambda b: _container(b, _title(b["source"]), b["markdown"]),
    "video": _media,
    "audio": _media,
    "file": lambda b: _container(b, _title(b["title"]), _fields(b, "src", "description")),
    "link": lambda b: _container(b, _title(b["title"]), _fields(b, "url", "description")),
}


# -- whole files ------------------------------------------------------------------------------------------------------------------


def _common(data: UnitData) -> list[str]:
    lines = [
        f"themes: {flow(data.themes)}",
        f"target_groups: {flow(data.target_groups)}",
        *listing("competences", [{"key": c.key, "from": c.from_level, "to": c.to_level} for c in data.competences]),
        f"minutes: {data.minutes}",
        *listing(
            "prerequisites",
            [{"unit": slug} for slug in data.required_units] + [{"competence": n.key, "level": n.level} for n in data.required_levels],
        ),
        f"licence: {data.licence or 'null'}",
        f"owner: {scalar(data.owner)}",
        f"authors: {flow(data.authors)}",
    ]
    if data.contributors:
        lines.append(f"contributors: {flow(data.contributors)}")
    lines.append(f"review_by: {data.review_by.isoformat() if data.review_by else 'null'}")
    lines.append(f"source: {flow(data.source) if data.source else 'null'}")
    return lines


def write_unit(data: UnitData) -> dict[str, str]:
    """`{"fi.md": text, …}` in canonical form."""
    files = {}
    for language in LANGUAGES:
        text = data.texts.get(language)
        if text is None:
            continue
        primary = language == data.primary
        lines = ["---", f"format: {UNIT_FORMAT}", f"language: {language}", *(["primary: true"] if primary else [])]
        lines += [f"title: {scalar(text.title)}", f"summary: {scalar(text.summary)}", *listing("outcomes", text.outcomes)]
        lines += [*(_common(data) if primary else []), "---"]
        files[f"{language}.md"] = "\n".join(lines) + "\n" + write_blocks(text.blocks)
    return files


def write_path(path: dict) -> dict[str, str]:
    """`{"fi.md": text, …}` of a path dict as `read_path` gives it."""
    files = {}
    for language in LANGUAGES:
        if language not in path["title"]:
            continue
        primary = language == path["primary"]
        lines = ["---", f"format: {PATH_FORMAT}", f"language: {language}", *(["primary: true"] if primary else [])]
        lines += [f"title: {scalar(path['title'][language])}", f"summary: {scalar(path['summary'].get(language, ''))}"]
        if primary:
            lines += [f"target_groups: {flow(path['target_groups'])}", f"owner: {scalar(path['owner'])}", f"licence: {path['licence']}"]
        lines.append("stages:" if path["stages"] else "stages: []")
        for stage in path["stages"]:
            lines.append(f"- title: {scalar(stage['title'].get(language, ''))}")
            if primary:
                lines.append("  steps:")
                for step in stage["steps"]:
                    pinned = {"version": step["version"]} if step.get("version") else {}
                    lines.append(f"  - {flow({'unit': step['unit']} | pinned)}")
        lines.append("---")
        body = path["body"].get(language, "")
        files[f"{language}.md"] = "\n".join(lines) + "\n" + (body + "\n" if body else "")
    return files
