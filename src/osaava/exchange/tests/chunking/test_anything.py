"""Whatever a reader hands over, the chunker answers: every piece lands in exactly one draft and every block can be stored."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from osaava.exchange.chunking import chunk
from osaava.exchange.reading.document import KINDS, Document, Piece
from osaava.library.api import read_blocks, write_blocks

LINE = st.one_of(
    st.sampled_from(["", "a) yksi", "Vastaus: b", "1. Mitä?", "- [x] kyllä", "::: callout", "# otsikko", "| a | b |", "**Lihava**", "![x](y.png)", "Table: t", "```", "\\[1\\]", "oikeat vastaukset", "1b"]),
    st.text(max_size=30),
)
TEXT = st.lists(LINE, max_size=5).map("\n".join)
PIECE = st.builds(
    Piece, kind=st.sampled_from(KINDS), markdown=TEXT, level=st.integers(0, 6), head=st.lists(LINE, max_size=3), rows=st.lists(st.lists(LINE, max_size=4), max_size=3),
    image=st.just("kuva.png"), alt=LINE, decorative=st.booleans(), caption=LINE, title=LINE, url=st.sampled_from(["", "https://example.org/", "file:///etc/passwd"]),
)


WORDLESS = [Piece("heading", level=0)] * 5 + [Piece("heading", "a) yksi", level=0)] * 2 + [Piece("heading", level=0)] * 2


@settings(max_examples=150, deadline=None)
@example(WORDLESS, 0.02)
@given(st.lists(PIECE, max_size=14), st.sampled_from([0.02, 3]))
def test_any_document_is_cut_without_loss(pieces, shortest):
    drafts = chunk(Document(pieces=pieces), shortest=shortest, longest=5 * shortest)
    assert all(a.last < b.first for a, b in pairwise(drafts))
    assert len({d.key for d in drafts}) == len(drafts)
    for draft in drafts:
        assert draft.title
        assert 0 <= draft.first <= draft.last < len(pieces)
        assert read_blocks(write_blocks(draft.blocks)) == draft.blocks
