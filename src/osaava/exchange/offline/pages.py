"""The pages of a publication as well-formed markup, good for a browser and for a reading system alike."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import etree, html

from osaava.exchange.offline.publication import Publication

STYLE = """:root { color-scheme: light dark }
body { font: 1.125rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem }
h1, h2, h3 { line-height: 1.2 }
img { max-width: 100%; height: auto }
figure { margin: 1.5rem 0 }
figcaption, .facts, footer { font-size: .9rem }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold }
th, td { border: 1px solid #7f7466; padding: .4rem .6rem; text-align: left; vertical-align: top }
.right { text-align: right }
.center { text-align: center }
.box { border-left: 4px solid #17473c; padding: .25rem 1rem; margin: 1.5rem 0 }
.checks { list-style: "\\2610  " }
blockquote { margin: 1.5rem 0; padding-left: 1rem; border-left: 4px solid #7f7466 }
pre { white-space: pre-wrap }
footer { margin-top: 3rem; border-top: 1px solid #7f7466 }
@media print { details > * { display: block } nav { display: none } }
"""


def pages(publication: Publication, *, epub: bool = False) -> dict[str, str]:
    """Name inside the publication -> text: `index.html` (in an EPUB the navigation document), one page a unit, the style sheet."""
    chapters = publication.chapters
    with override(publication.language):
        found = {"index.html": _well_formed(render_to_string("exchange/offline/index.html", {"publication": publication, "epub": epub}))}
        for place, chapter in enumerate(chapters):
            context = {
                "publication": publication, "chapter": chapter, "next": chapters[place + 1] if place + 1 < len(chapters) else None,
                "with_links": not epub,
            }  # fmt: skip
            found[f"units/{chapter.slug}.html"] = _well_formed(render_to_string("exchange/offline/chapter.html", context))
    return found | {"style.css": STYLE}


def media(publication: Publication) -> dict[str, tuple[bytes, str]]:
    """Name inside the publication -> (bytes, media type), each file once."""
    return {f"media/{name}": file for chapter in publication.chapters for name, file in chapter.files.items()}


def _well_formed(page: str) -> str:
    """The page as XHTML: the sanitiser writes HTML, which a reading system may not take."""
    root = html.document_fromstring(page)
    for attribute in ("xmlns", "xmlns:epub"):
        root.attrib.pop(attribute, None)
    for link in root.xpath("//a[not(@href)]"):  # led to something outside the publication
        link.drop_tag()
    text = etree.tostring(root, encoding="unicode", method="xml")
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return "<!DOCTYPE html>\n" + text.replace("<html", f"<html {names}", 1)
