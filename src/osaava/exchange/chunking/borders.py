"""Where a document is cut.

Two wishes pull apart. A unit is the largest section that can be read in one sitting, so the cuts follow the headings; and an edit in one paragraph
must not move the borders of the others, so no cut may depend on how full the part before it happens to be. Packing from the beginning fails the
second: one sentence more on page 1 and every border after it moves.

So borders are chosen by what stands *at* them. A border is *due* when the section it opens could stand alone and
the section around it is too long for one unit; all due borders are cut. What is still too long is cut at its strongest border, again and again: the
higher heading wins, and between equals a number made of the words at the border. Those numbers do not change when words elsewhere do, so the same
borders win again, like the nodes of a treap. Crossing a limit makes two parts of one or one of two.
"""

from __future__ import annotations

from hashlib import blake2b

from osaava.exchange.chunking.outline import Outline

_LANGUAGE_CHANGES = 0
_WORDS_AT_BORDER = 2
"""So few, because an edit of a paragraph mostly leaves its first words alone."""


def choose_borders(outline: Outline, shortest: float, longest: float) -> list[int]:
    """Indexes of the atoms that open a draft; the first is 0. No part is shorter than `shortest` minutes unless the whole is."""
    if not outline.atoms:
        return []
    changes = _language_borders(outline, shortest)
    ranks = [_rank(outline, place, place in changes) for place in range(len(outline.atoms))]
    due = [_is_due(outline, place, shortest, longest) for place in range(len(outline.atoms))]
    found, waiting = [0], [(0, len(outline.atoms))]
    while waiting:
        first, end = waiting.pop()
        border = _strongest(outline, ranks, due, (first, end), (shortest, longest))
        if border:
            found.append(border)
            waiting += [(first, border), (border, end)]
    return sorted(found)


def _strongest(outline: Outline, ranks, due, span: tuple[int, int], limits: tuple[float, float]) -> int:
    """The border to cut the span at, or 0 for none."""
    (first, end), (shortest, longest) = span, limits
    places = [p for p in range(first + 1, end) if min(outline.minutes(first, p), outline.minutes(p, end)) >= shortest]
    if wanted := [p for p in places if due[p] or ranks[p][0] == _LANGUAGE_CHANGES]:
        return min(wanted, key=ranks.__getitem__)
    if outline.minutes(first, end) <= longest:
        return 0
    roomy = [p for p in places if min(outline.minutes(first, p), outline.minutes(p, end)) >= longest / 3]
    return min(roomy or places, key=ranks.__getitem__, default=0)


def _language_borders(outline: Outline, shortest: float) -> set[int]:
    """Where the language changes between two passages that can both stand alone."""
    starts = [p for p, atom in enumerate(outline.atoms) if not p or outline.atoms[p - 1].language != atom.language]
    lengths = [outline.minutes(a, b) for a, b in zip(starts, [*starts[1:], len(outline.atoms)], strict=True)]
    return {place for n, place in enumerate(starts) if n and min(lengths[n - 1], lengths[n]) >= shortest}


def _rank(outline: Outline, place: int, changes: bool) -> tuple[int, int, int]:
    """The smaller, the stronger: language first, then the level of the heading, then a number made of the words there."""
    atom = outline.atoms[place]
    words = "\x1f".join([*atom.outline, atom.heading.casefold()]) if atom.heading else " ".join(atom.opening.split()[:_WORDS_AT_BORDER])
    number = int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")
    return (_LANGUAGE_CHANGES if changes else atom.level, number, place)


def _is_due(outline: Outline, place: int, shortest: float, longest: float) -> bool:
    """Whether a new part should begin here however long the part would be without it.

    Where the section around is only a little too long, a part must be a third of the longest: one sentence more then makes two units of
    one, not five.
    """
    if not place or not outline.atoms[place].heading:
        return False
    first, end = outline.around(place)
    if outline.minutes(first, end) <= longest:
        return False
    if outline.minutes(place, outline.ends[place]) >= (longest / 3 if outline.minutes(first, end) <= 2 * longest else shortest):
        return True
    previous = _sibling_before(outline, place)
    return previous >= 0 and outline.minutes(previous, place) > longest


def _sibling_before(outline: Outline, place: int) -> int:
    """The atom that opens the section which ends here, beside this one; -1 for none."""
    at = place - 1
    while at >= 0 and outline.ends[at] <= place:
        if outline.parents[at] == outline.parents[place]:
            return at
        at = outline.parents[at] if outline.parents[at] >= 0 else -1
    return -1
