"""The blocks of a unit as HTML that works on its own: no forms, no scripts, no addresses of the campus.

A question shows its options, and below them in a closed `<details>` which of them is right and why. What a learner would tick or write is there to
read.
"""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string

from osaava.library.api import render_inline, render_markdown

MARKDOWN = ("markdown", "question", "explanation")


def body_html(blocks: list[dict], files: dict[str, str], resolve: Callable[[str, str], str | None]) -> str:
    """All blocks in the active language. `files`: name that a block uses -> address inside the publication; `resolve` is for links between units."""
    total = sum(1 for block in blocks if block["kind"] == "quiz")
    shown, number = [], 0
    for block in blocks:
        view = dict(block)
        for name in MARKDOWN:
            view[f"{name}_html"] = render_markdown(block.get(name) or "", resolve) if block.get(name) else ""
        for name in ("file", "src", "captions"):
            view[f"{name}_address"] = files.get(block.get(name, ""), "")
        if block["kind"] == "quiz":
            number += 1
            view |= {"number": number, "total": total, **_question(block, resolve)}
        elif block["kind"] == "checklist":
            view["items_html"] = [render_inline(item) for item in block["items"]]
        elif block["kind"] == "table":
            align = block["align"] or [""] * len(block["head"])
            view["head_html"] = [{"html": render_inline(cell), "align": a} for cell, a in zip(block["head"], align, strict=True)]
            view["rows_html"] = [[{"html": render_inline(c), "align": a} for c, a in zip(row, align, strict=True)] for row in block["rows"]]
        shown.append(view)
    return render_to_string("exchange/offline/blocks.html", {"blocks": shown})


def _question(block: dict, resolve) -> dict:
    """Options as they are asked, and the answer in words."""
    if "options" not in block:
        answers = block.get("accept") or [f"{block.get('answer', '')} {block.get('unit', '')}".strip()]
        return {"options_html": [], "answers": [{"text": answer, "explanation": ""} for answer in answers if answer]}
    options = [
        {
            "text": render_inline(option["text"]), "correct": option.get("correct", True),
            "explanation": render_markdown(option.get("explanation", ""), resolve) if option.get("explanation") else "",
        }
        for option in block["options"]
    ]  # fmt: skip
    if block["quiz"] == "ordering":
        return {"options_html": sorted(options, key=lambda option: str(option["text"])), "ordered": options, "answers": []}
    return {"options_html": options, "judged": options, "answers": []}
