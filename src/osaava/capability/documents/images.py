"""Single pictures of the profile as files: SVG with its text in it, and PNG made from it for programs that cannot read SVG."""

from __future__ import annotations

from io import BytesIO

from osaava.capability.documents.content import Picture
from osaava.capability.documents.pictures import as_address, standing_alone
from osaava.ui.pdf import write_pdf

PICTURES = ("bands", "radar", "groups")
SCALE = 2.5
"""Points of a PNG for each point of the drawing: sharp in print at the width of a page."""


def svg_of(picture: Picture) -> bytes:
    """The picture as a file of its own."""
    return standing_alone(picture.svg)[0].encode()


def png_of(picture: Picture) -> bytes:
    """The picture as PNG: drawn by the same hand as the PDF, then made into points."""
    import pypdfium2

    svg, width, height = standing_alone(picture.svg)
    css = f"@page {{ size: {width:g}px {height:g}px; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: {width:g}px }}"
    document = pypdfium2.PdfDocument(write_pdf(f'<!doctype html><body><img src="{as_address(svg)}">', css, tagged=False))
    out = BytesIO()
    document[0].render(scale=SCALE).to_pil().save(out, "PNG", optimize=True)
    document.close()
    return out.getvalue()
