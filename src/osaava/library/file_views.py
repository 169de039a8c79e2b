"""Serving stored files with headers that leave a browser nothing to misunderstand."""

from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from osaava.base.access import public
from osaava.library import queries
from osaava.library.media import open_stored
from osaava.library.media.kinds import INLINE_MIMES, KNOWN_MIMES, clean_name

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")


class _Part:
    """A window of an open file, for one byte range."""

    def __init__(self, file, start: int, length: int):
        self.file, self.left = file, length
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        data = self.file.read(size)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


@public
@require_safe
def library_file(request, uuid, rendition, name):
    """One stored file. The name in the address is for people; what is served depends on the id and the rendition only."""
    media = queries.media_by_uuid(uuid)
    is_public = queries.media_is_public(media)
    if not is_public and not queries.media_for(request.user, media):
        raise Http404
    path, size = _choose(media, rendition)
    etag = f'"{media.stored_sha256[:32]}-{rendition}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = _answer(request, path, size, etag)
    return _with_headers(response, media, etag, is_public)


def _choose(media, rendition: str) -> tuple[str, int]:
    if rendition == "original":
        return media.path, media.size
    for entry in media.renditions:
        if str(entry["width"]) == rendition:
            return entry["path"], entry["size"]
    raise Http404


def _answer(request, path: str, size: int, etag: str):
    try:
        file = open_stored(path)
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    wanted = _RANGE.match(request.headers.get("Range", ""))
    if not wanted or request.headers.get("If-Range", etag) != etag or wanted[0] == "bytes=-":
        response = FileResponse(file)
        response["Content-Length"] = str(size)
        return response
    first, last = wanted.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(_Part(file, start, end - start + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _with_headers(response, media, etag: str, is_public: bool):
    mime = media.mime if media.mime in KNOWN_MIMES else "application/octet-stream"
    disposition = "inline" if mime in INLINE_MIMES else "attachment"
    response["Content-Type"] = mime
    response["Content-Disposition"] = f'{disposition}; filename="{clean_name(media.name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "bytes"
    response["Content-Encoding"] = "identity"  # keeps the compressing middleware away: ranges count bytes as stored
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_public else "private, no-store"
    return response
