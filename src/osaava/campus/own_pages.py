"""Rendering of the package's own Markdown pages (help, about, privacy): their headings stand right below the page's h1."""

from django.utils.safestring import SafeString, mark_safe

from osaava.library.api import render_markdown


def rendered(text: str) -> SafeString:
    """Safe HTML; the library renders headings as deep as inside a unit, here they are the page's own second level."""
    html = render_markdown(text)
    return mark_safe(html.replace("<h4>", "<h2>").replace("</h4>", "</h2>"))  # only tag names change: as safe as it was
