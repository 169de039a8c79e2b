"""What this app shows on pages of lower apps."""

from __future__ import annotations


def path_files(request, page) -> dict:
    """The files a published path can be taken along as."""
    if page.is_preview or page.newer:
        return {}
    return {"slots": {"end": ["exchange/path_files.html"]}, "download_slug": page.path.slug}
