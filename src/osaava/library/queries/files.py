"""Files: who may fetch one, and the addresses a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from osaava.library import rules
from osaava.library.enums import Licence
from osaava.library.media import open_stored
from osaava.library.models import MediaFile, UnitVersion, VersionFile
from osaava.network.api import is_member


@dataclass(frozen=True)
class FileLink:
    """What a block needs of a file."""

    name: str
    kind: str
    mime: str
    size: int
    url: str
    width: int | None = None
    height: int | None = None
    srcset: str = ""


def file_link(media: MediaFile, name: str) -> FileLink:
    """Addresses of one file; images get a set of sizes."""
    safe = quote(name)

    def url(rendition: str) -> str:
        return reverse("library_file", args=[media.uuid, rendition, safe])

    sizes = ", ".join(f"{url(str(r['width']))} {r['width']}w" for r in sorted(media.renditions, key=lambda r: r["width"]))
    facts: dict[str, Any] = {"kind": media.kind, "mime": media.mime, "size": media.size, "width": media.width, "height": media.height}
    return FileLink(name=name, url=url("original"), srcset=sizes, **facts)


def file_links(version: UnitVersion) -> dict[str, FileLink]:
    """Name -> addresses of the files that a version uses; one query."""
    return {use.name: file_link(use.media, use.name) for use in version.files.select_related("media")}


def media_by_uuid(uuid) -> MediaFile:
    """The file with this id, or 404; the caller checks who asks."""
    found = MediaFile.objects.select_related("owner").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def media_bytes(pk: int) -> bytes:
    """The stored bytes of a file, for export."""
    with open_stored(MediaFile.objects.get(pk=pk).path) as file:
        return file.read()


def media_is_public(media: MediaFile) -> bool:
    """Whether everyone may fetch the file: some published version of a visible unit uses it."""
    return (
        VersionFile.objects.filter(
            media=media, version__published_at__isnull=False, version__unit__withdrawn_at=None, version__unit__published__isnull=False
        )
        .exclude(Q(version__licence=Licence.OWN_ORGANISATION) | Q(version__unit__published__licence=Licence.OWN_ORGANISATION))
        .exists()
    )


def media_for(person, media: MediaFile) -> bool:
    """Whether this person may fetch a file that is not public: their organisation's, or of a draft they may write."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    if is_member(person, media.owner):
        return True
    versions = UnitVersion.objects.filter(files__media=media).select_related("theme", "unit__owner")[:50]
    return any(rules.may_write(person, theme=v.theme, licence=v.licence, owner=v.unit.owner) for v in versions)
