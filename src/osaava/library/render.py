"""Markdown and blocks to safe HTML. Markdown is parsed without raw HTML and cleaned once more, so nothing an author types can act."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

import nh3
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from osaava.library import blocks as schema
from osaava.library import quiz
from osaava.library.texts import markdown_parser

TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "a", "blockquote", "h4", "h5", "h6", "hr", "table", "thead", "tbody",
    "tr", "th", "td",
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
MAX_RENDERED = 40_000
UNCHANGING = frozenset({"heading", "text", "table", "callout", "example", "quote", "link"})
"""Kinds without files and answers: they look the same for every reader."""


def _image_as_words(tokens, index, options, env):
    return escape(tokens[index].content)


def _parser() -> MarkdownIt:
    parser = markdown_parser()
    parser.add_render_rule("image", lambda self, tokens, index, options, env: _image_as_words(tokens, index, options, env))
    return parser


_MARKDOWN = _parser()


def resolve_link(kind: str, slug: str) -> str | None:
    """The address of `unit:slug` or `path:slug` in the active language; None when there is no such page."""
    try:
        return reverse({"unit": "library:unit", "path": "paths:path"}[kind], args=[slug])
    except (KeyError, NoReverseMatch):
        return None


def _walk(tokens):
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)


def _prepare(tokens, resolve: Callable[[str, str], str | None]) -> None:
    for token in _walk(tokens):
        if token.type in ("heading_open", "heading_close") and token.tag in ("h1", "h2", "h3"):
            token.tag = "h4"
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            kind, separator, slug = href.partition(":")
            if separator and kind in ("unit", "path"):
                address = resolve(kind, slug)
                token.attrs = {"href": address} if address else {}
            token.attrs.pop("title", None)


def _clean(html: str) -> SafeString:
    safe = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
    )
    return mark_safe(safe)


def render_markdown(text: str, resolve: Callable[[str, str], str | None] | None = None) -> SafeString:
    """Safe HTML of Markdown. `resolve(kind, slug)` turns links inside the campus into addresses."""
    if resolve is None:
        return _rendered(text, get_language() or "fi", False)
    tokens = _MARKDOWN.parse(text[:MAX_RENDERED])
    _prepare(tokens, resolve)
    return _clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def render_inline(text: str) -> SafeString:
    """Safe HTML of one line of Markdown, without a paragraph around it."""
    return _rendered(text, get_language() or "fi", True)


@lru_cache(maxsize=4096)
def _rendered(text: str, language: str, inline: bool) -> SafeString:
    tokens = _MARKDOWN.parseInline(text[:MAX_RENDERED]) if inline else _MARKDOWN.parse(text[:MAX_RENDERED])
    _prepare(tokens, resolve_link)
    return _clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


# -- blocks -----------------------------------------------------------------------------------------------------------------------


def _chosen(state: dict) -> list[int]:
    value = state.get("value")
    return value if isinstance(value, list) else [value] if isinstance(value, int) else []


def _result(block: dict, state: dict) -> str:
    """`right`, `partly`, `wrong`, or empty while nothing was judged."""
    if not state.get("answered") or not state.get("judged", True):
        return ""
    if state.get("correct"):
        return "right"
    if block["quiz"] == "multiple":
        right = {n for n, option in enumerate(block["options"]) if option["correct"]}
        if set(_chosen(state)) & right and not set(_chosen(state)) - right:
            return "partly"
    return "wrong"


def _quiz_view(block: dict, state: dict, anchor: str, context: dict) -> dict:
    """The question as `<c-quiz>` wants it. Explanations of options that were not chosen show once the answer is right."""
    result = _result(block, state)
    view = {
        "id": anchor, "name": quiz.FIELD, "kind": block["quiz"], "question": render_markdown(block["question"]), "result": result,
        "action": _action(block, anchor, context), "idempotency_key": context.get("idempotency_key"), "unit": block.get("unit", ""),
        "explanation": render_markdown(block.get("explanation", "")), "number": block.get("number"), "total": block.get("total"),
    }
    if "options" not in block:
        return view | {"value": state.get("value")}
    shown, chosen = quiz.shown_order(block), _chosen(state)
    if block["quiz"] != "ordering":
        order = list(range(len(block["options"])))
    else:
        order = chosen if sorted(chosen) == sorted(shown) else shown
    view["options"] = [
        {
            "value": shown.index(number) if block["quiz"] == "ordering" else number,
            "text": render_inline(block["options"][number]["text"]),
            "explanation": render_markdown(block["options"][number]["explanation"]),
            "chosen": number in chosen,
            "state": _option_state(block, number, place, chosen, result),
        }
        for place, number in enumerate(order)
    ]
    return view


def _option_state(block: dict, number: int, place: int, chosen: list[int], result: str) -> str:
    if not result:
        return ""
    if block["quiz"] == "ordering":
        return "right" if number == place else "wrong"
    if number in chosen:
        return "right" if block["options"][number]["correct"] else "wrong"
    return "plain" if result == "right" else ""


def _action(block: dict, anchor: str, context: dict) -> str:
    """Where the block's form goes: to the learner's own answers, or for visitors to the check that stores nothing."""
    slug, identifier = context.get("unit_slug"), block.get("id")
    if not slug or not identifier:
        return ""
    names = ["learning:answer_save"] if context.get("signed_in") else []
    if block["kind"] == "quiz":
        names.append("library:quiz_check")
    for name in names:
        try:
            return f"{reverse(name, args=[slug, identifier])}{context.get('action_query', '')}#{anchor}"
        except NoReverseMatch:
            continue
    return ""


def _view(block: dict, anchor: str, files: dict, state: dict, context: dict) -> dict:
    """The block with its Markdown rendered and its files found."""
    view = dict(block, anchor=anchor, action=_action(block, anchor, context))
    for name in ("markdown", "question", "explanation"):
        if block.get(name):
            view[f"{name}_html"] = render_markdown(block[name])
    for name in ("file", "src", "captions"):
        if block.get(name):
            view[f"{name}_link"] = files.get(block[name])
            view[f"{name}_address"] = block[name] if schema.web_address(block[name]) else ""
    match block["kind"]:
        case "checklist":
            chosen = _chosen(state)
            view["rows"] = [{"value": n, "text": render_inline(item), "checked": n in chosen} for n, item in enumerate(block["items"])]
        case "table":
            align = block["align"] or [""] * len(block["head"])
            view["head_html"] = [{"html": render_inline(c), "align": a} for c, a in zip(block["head"], align, strict=True)]
            view["rows_html"] = [[{"html": render_inline(c), "align": a} for c, a in zip(r, align, strict=True)] for r in block["rows"]]
        case "quiz":
            view["view"] = _quiz_view(block, state, anchor, context)
        case "link":
            view["url"] = block["url"] if schema.web_address(block["url"]) else ""
    return view


@lru_cache(maxsize=2048)
def _unchanging(content: str, anchor: str, language: str, shown_in: str) -> SafeString:
    """HTML of a block that is the same for everybody: made once for each content and language of the page."""
    block = json.loads(content)
    template = get_template(f"library/blocks/{block['kind']}.html")
    return mark_safe(template.render({"block": _view(block, anchor, {}, {}, {}), "state": {}, "language": language}))


def render_blocks(blocks: list[dict], files: dict | None = None, language: str = "fi", context: dict | None = None) -> SafeString:
    """All blocks as safe HTML, each by its template `library/blocks/<kind>.html`.

    `context` may carry `unit_slug`, `learning_state` ({block id: `quiz.state_of`}), `signed_in`, `csrf_token`, `idempotency_key` and `action_query`
    (like "?polku=slug", added to form addresses); each template sees them with `block` and `state`. Every block's HTML id is `b-` and its id.
    """
    context = context or {}
    states, key = context.get("learning_state") or {}, context.get("idempotency_key")
    total = sum(1 for block in blocks if block["kind"] == "quiz")
    number = 0
    out: list[str] = []
    for place, (block, anchor) in enumerate(zip(blocks, schema.anchors(blocks), strict=True)):
        if block["kind"] == "quiz":
            number += 1
            block = dict(block, number=number, total=total)
        state = states.get(block["id"], {}) if block.get("id") else {}
        if key:
            context = {**context, "idempotency_key": f"{key}-{place}"}  # each form its own
        if block["kind"] in UNCHANGING:
            out.append(_unchanging(json.dumps(block), f"b-{anchor}", language, get_language() or "fi"))
            continue
        view = _view(block, f"b-{anchor}", files or {}, state, context)
        template = get_template(f"library/blocks/{block['kind']}.html")
        out.append(template.render({**context, "block": view, "state": state, "language": language}))
    return mark_safe("\n".join(out))
