"""A publication as a zip of accessible HTML pages: opens from a memory stick, needs no network and no script."""

from __future__ import annotations

import io
import zipfile

from osaava.exchange.offline import Publication
from osaava.exchange.offline.pages import media, pages

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same bytes: no clock in the file."""


def write(publication: Publication) -> bytes:
    """The zip: `index.html`, `units/`, `media/`, `style.css`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages(publication).items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), text.encode(), zipfile.ZIP_DEFLATED)
        for name, (content, _mime) in media(publication).items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content)
    return out.getvalue()
