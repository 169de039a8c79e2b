"""Question lists with marked answers become quiz blocks.

A question is a line that ends in "?" or carries a number, with at least two options below it. The right ones are told by a box (`[x]`), a tick, bold,
a word in brackets ("(oikein)", "(rätt)", "(correct)"), a line below ("Vastaus: b"), or a key at the end. Nothing is guessed: options without a mark
stay the list they are, and a warning says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from osaava.exchange.chunking.options import Option, read_options
from osaava.exchange.reading.document import Piece

_NUMBER = re.compile(
    r"\A[*_\s]*(?:(?:kysymys|fråga|question|tehtävä|uppgift)\s*)?(\d{1,3})\s*\\?[.):]\s*(?=\S)|\A[*_\s]*(?:kysymys|fråga|question)\s+(\d{1,3})\b[.:)]?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\A[*_\s>]*(?:oikeat?\s+vastau(?:s|kset)|vastau(?:s|kset)|rätta?\s+svar(?:et)?|svar(?:et)?|korrekta?\s+svar|correct\s+answers?|right\s+answers?|answers?)"
    r"\s*(?:on|ovat|är|is|are)?\s*[:=–-][*_\s]*(.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_BECAUSE = re.compile(
    r"\A[*_\s>]*(?:selitys|perustelut?|palaute|förklaring|motivering|respons|explanation|feedback|rationale)\s*:[*_\s]*(.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_KEY = re.compile(
    r"\A[*_\s]*(?:oikeat\s+vastaukset|vastaukset|vastausavain|facit|rätta?\s+svar|svarsnyckel|svar|answer\s+key|(?:correct\s+)?answers)\s*:?[*_\s]*(?:\n|\Z)",
    re.IGNORECASE,
)
_KEY_ENTRY = re.compile(r"(?<![^\s,;|(])(\d{1,3})\s*\\?[.):–=-]?\s*([a-hA-H](?![^\W\d_])(?:\s*(?:,|&|ja|och|and|\+)\s*[a-hA-H](?![^\W\d_]))*)")
_LETTERS = re.compile(r"(?<![^\W_])([a-hA-H]|\d)(?![^\W_])")
_LETTERS_FIRST = re.compile(r"\A\s*\(?((?:[a-hA-H]|\d)\)?(?:\s*(?:,|&|ja|och|and|\+)\s*\(?(?:[a-hA-H]|\d)\)?)*)(?![^\W_])[.):]?\s*(.*)\Z", re.DOTALL)
_SEVERAL = re.compile(r"\b(?:kaikki|useita|useampi|useampia|valitse kaikki|alla som|flera|all that apply|select all)\b", re.IGNORECASE)


@dataclass
class Found:
    """A question in pieces `first` to `last`. `block` is None while nothing tells which option is right."""

    first: int
    last: int
    block: dict | None = None
    number: int = 0
    question: str = ""
    options: list[Option] = field(default_factory=list)
    lettered: bool = False
    next_inside: Found | None = None
    """The next question of the same piece, where one list holds several."""


@dataclass
class Quizzes:
    """What was recognised. `spoken_for`: indexes of pieces that went into answers (a key at the end)."""

    questions: dict[int, Found] = field(default_factory=dict)
    unanswered: dict[int, Found] = field(default_factory=dict)
    spoken_for: set[int] = field(default_factory=set)

    @property
    def bound(self) -> dict[int, int]:
        """First piece -> last piece of every recognised question."""
        return {first: found.last for first, found in self.questions.items()}


def recognise(pieces: list[Piece]) -> Quizzes:
    """Every question of the document."""
    candidates: list[Found] = []
    place = 0
    while place < len(pieces):
        found = _question_at(pieces, place)
        candidates += found
        place = found[-1].last + 1 if found else place + 1
    out = Quizzes()
    _use_key(pieces, [c for c in candidates if c.block is None], out)
    for entry in _chained(candidates):
        if entry.block is not None:
            out.questions[entry.first] = entry
        elif _surely_a_question(entry):
            out.unanswered[entry.first] = entry
    return out


def _chained(candidates: list[Found]) -> list[Found]:
    """One entry for each place; a list of several questions becomes blocks only when all of them have answers."""
    out: list[Found] = []
    for found in candidates:
        if not out or out[-1].first != found.first:
            out.append(found)
            continue
        tail = out[-1]
        while tail.next_inside:
            tail = tail.next_inside
        tail.next_inside = found
    for found in out:
        chain = [found]
        while chain[-1].next_inside:
            chain.append(chain[-1].next_inside)
        if any(entry.block is None for entry in chain):
            found.block = None
        found.last = max(entry.last for entry in chain)
    return out


def _surely_a_question(found: Found) -> bool:
    return found.question.endswith("?") and (found.lettered or any(o.boxed for o in found.options))


def _question_at(pieces: list[Piece], place: int) -> list[Found]:
    piece = pieces[place]
    if piece.kind == "list" and (nested := _nested(piece, place)):
        return _with_answers(pieces, nested)
    if piece.kind not in ("text", "heading", "list"):
        return []
    question, inside = _split_inside(piece.markdown)
    if inside and (piece.kind != "list" or question):
        return _with_answers(pieces, [_found(place, place, question, inside)])
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if after is None or piece.kind == "list" or not _asks(piece):
        return []
    if after.kind == "list" and not _nested(after, place + 1):
        options = read_options(after.markdown)
    else:
        lead, options = _split_inside(after.markdown) if after.kind == "text" else ("", [])
        if lead:
            return []
    if len(options) < 2 or (piece.kind == "heading" and not any(o.letter or o.boxed or o.ticked for o in options)):
        return []
    return _with_answers(pieces, [_found(place, place + 1, piece.markdown, options)])


def _asks(piece: Piece) -> bool:
    text = piece.markdown.strip().rstrip("*_ ")
    return len(text) < 600 and (text.endswith("?") or (bool(_NUMBER.match(text)) and text.endswith((":", "…", "...", "…:"))))


def _split_inside(markdown: str) -> tuple[str, list[Option]]:
    """(question, options) of a piece that holds both: the lines from the first lettered one on are options."""
    lines = markdown.split("\n")
    start = next((n for n, line in enumerate(lines) if re.match(r"\s*(?:[-*+]\s+)?[*_]*\(?[aA]\\?[.)]", line)), None)
    if start is None:
        return markdown, []
    options = read_options("\n".join(lines[start:]))
    return "\n".join(lines[:start]).strip(), options if len(options) >= 2 and all(o.letter for o in options) else []


def _nested(piece: Piece, place: int) -> list[Found]:
    """Questions of a list whose items hold the options as a list of their own."""
    groups = re.split(r"(?m)^(?=(?:\d{1,3}[.)]|[-*+])\s)", piece.markdown)
    found = []
    for group in filter(str.strip, groups):
        head, _sep, rest = group.partition("\n")
        body = "\n".join(line for line in rest.split("\n"))
        options = read_options(body)
        if len(options) < 2:
            return []
        number = re.match(r"(\d{1,3})[.)]\s", head)
        question = re.sub(r"\A(?:\d{1,3}[.)]|[-*+])\s+", "", head)
        entry = _found(place, place, question, options)
        entry.number = int(number[1]) if number else entry.number
        found.append(entry)
    asked = sum(1 for f in found if f.question.rstrip("*_ ").endswith("?") or f.lettered or any(o.boxed for o in f.options))
    return found if found and asked == len(found) else []


def _found(first: int, last: int, question: str, options: list[Option]) -> Found:
    match = _NUMBER.match(question)
    number = int(match[1] or match[2]) if match else 0
    text = question[match.end() :] if match else question
    bold = question.strip().startswith(("**", "__"))
    text = re.sub(r"(?:\*\*|__)\s*\Z", "", re.sub(r"\A\s*(?:\*\*|__)", "", text)).strip() if bold else text.strip()
    return Found(first, last, number=number, question=text or question.strip(), options=options, lettered=all(o.letter for o in options))


def _with_answers(pieces: list[Piece], found: list[Found]) -> list[Found]:
    """The questions with their blocks where their own marks or the lines below tell the answer."""
    last = found[-1]
    because = ""
    answered: set[int] = set()
    for entry in found:
        marked = {n for n, o in enumerate(entry.options) if o.right}
        if marked and len(marked) < len(entry.options):
            entry.block = _block(entry, marked, "")
    if len(found) == 1:
        at = last.last + 1
        while at < len(pieces) and pieces[at].kind in ("text", "quote", "callout"):
            text = pieces[at].markdown
            if not answered and (match := _ANSWER.match(text)) and len(text) < 1500:
                answered, because = _answers(match[1], last.options)
                if not answered:
                    break
            elif (answered or last.block) and (match := _BECAUSE.match(text)):
                because = " ".join(filter(None, [because, match[1].strip()]))
            else:
                break
            last.last = at
            at += 1
        marked = answered or {n for n, o in enumerate(last.options) if o.right}
        if marked and (answered or last.block) and len(marked) <= len(last.options):
            last.block = _block(last, marked, because)
    return found


def _answers(text: str, options: list[Option]) -> tuple[set[int], str]:
    """(places of the right options, what the line says besides)."""
    match = _LETTERS_FIRST.match(text)
    if match:
        places = {place for letter in _LETTERS.findall(match[1]) if (place := _place(letter, options)) is not None}
        if places:
            rest = match[2].strip(" *_\n–-").removesuffix("**")
            same = {_plain(options[n].text) for n in places}
            return places, "" if _plain(rest) in same else re.sub(
                r"\A(?:selitys|perustelu|förklaring|explanation)\s*:\s*", "", rest, flags=re.IGNORECASE
            )
    plain = _plain(text)
    return {n for n, option in enumerate(options) if plain and _plain(option.text) == plain}, ""


def _place(letter: str, options: list[Option]) -> int | None:
    place = int(letter) - 1 if letter.isdigit() else ord(letter.lower()) - ord("a")
    return place if 0 <= place < len(options) else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _block(found: Found, marked: set[int], because: str) -> dict:
    several = len(marked) > 1 or bool(_SEVERAL.search(found.question))
    options = []
    for place, option in enumerate(found.options):
        explanation = option.explanation or (because if place == min(marked) else "")
        options.append({"text": option.text, "correct": place in marked, "explanation": explanation})
    return {"kind": "quiz", "quiz": "multiple" if several else "single", "question": found.question, "options": options}


def _use_key(pieces: list[Piece], open_questions: list[Found], out: Quizzes) -> None:
    """Answers from a key at the end ("1. b, 2. a"), for the questions before it that have none yet."""
    for place, piece in enumerate(pieces):
        if piece.kind not in ("heading", "text") or not _KEY.match(piece.markdown + "\n"):
            continue
        before = [found for found in open_questions if found.last < place and found.block is None]
        span = _key_span(pieces, place)
        answers = _key_entries("\n".join(_key_text(p) for p in pieces[span[0] : span[1]]))
        used = False
        for nth, found in enumerate(before, start=1):
            letters = answers.get(found.number or nth, "")
            marked = {p for letter in _LETTERS.findall(letters) if (p := _place(letter, found.options)) is not None}
            if marked:
                found.block, used = _block(found, marked, ""), True
        if used:
            out.spoken_for |= set(range(place, span[1]))


def _key_span(pieces: list[Piece], place: int) -> tuple[int, int]:
    own = _KEY.sub("", pieces[place].markdown + "\n", count=1).strip()
    end = place + 1
    while not own and end < len(pieces) and pieces[end].kind in ("text", "list", "table") and _key_entries(_key_text(pieces[end])):
        end += 1
    return (place, end) if own else (place + 1, end)


def _key_text(piece: Piece) -> str:
    if piece.kind == "table":
        return "\n".join(" ".join(row) for row in [piece.head, *piece.rows])
    return _KEY.sub("", piece.markdown + "\n", count=1)


def _key_entries(text: str) -> dict[int, str]:
    numbered = {int(number): letters for number, letters in _KEY_ENTRY.findall(text.replace("*", ""))}
    if not numbered and (items := re.findall(r"(?m)^\s*[-+]\s+([a-hA-H])\b[.)]?", text)):
        return dict(enumerate(items, start=1))
    return numbered
