"""D1–D5, I1: files that are not what they say, names that want to be paths, links that want to be guessed."""

import contextlib
import io
import struct
import time
import uuid
import zipfile
import zlib

import pytest
from django.core.exceptions import PermissionDenied

from osaava.library import operations, queries
from osaava.library.errors import InvalidUnit
from osaava.library.media import FileRefused, clean_name, stored_path
from osaava.library.models import MediaFile
from osaava.library.tests import factories

pytestmark = pytest.mark.django_db


def store(content, name, by=None, owner=None, unit=None):
    file = content if hasattr(content, "read") else io.BytesIO(content)
    return operations.store_media(owner=owner or factories.organisation(), file=file, name=name, by=by, unit=unit)


def package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def png_claiming(width, height):
    """A PNG header that promises more pixels than the file has."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def test_image_is_encoded_anew_without_metadata():
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "<script>alert('exif')</script>"
    file = factories.png(2000, 1000, format="JPEG", exif=exif)
    media = store(file, "Kuva Äänekoskelta.JPG")
    assert (media.name, media.mime, media.width) == ("kuva-aanekoskelta.webp", "image/webp", 2000)
    assert [r["width"] for r in media.renditions] == [1600, 960, 480]
    stored = stored_path(media.path).read_bytes()
    assert stored[8:12] == b"WEBP"
    assert b"script" not in stored
    assert len(Image.open(io.BytesIO(stored)).getexif()) == 0


def test_same_bytes_are_kept_once_and_our_own_output_comes_back():
    content = factories.png().getvalue()
    media = store(content, "a.png")
    assert store(content, "b.png") == media
    assert store(stored_path(media.path).read_bytes(), "a.webp") == media
    other = store(stored_path(media.path).read_bytes(), "a.webp", owner=factories.organisation("Harju"))
    assert stored_path(other.path).read_bytes() == stored_path(media.path).read_bytes()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"<html><script>alert(1)</script>", "a.png"),
        (b"<html><script>alert(1)</script>", "a.html"),
        (b"GIF89a/*<script>*/=1;alert(1)", "a.gif"),
        (b"<?php echo 1;", "x.php.jpg"),
        (b"\xff\xd8\xff\xe0junk", "x.jpg"),
        (b"anything", "x.jpg\x00.php"),
        (b"anything", ".htaccess"),
        (b"anything", "web.config"),
        (b"", "tyhja.png"),
        (b"PK\x03\x04broken", "a.docx"),
        (b"%PDF-1.4 x", "a.docx"),
        (b"WEBVTT\n\x00", "a.vtt"),
        (b"\xff\xfe\x00", "a.txt"),
        (b"MZ\x90\x00", "a.mp4"),
    ],
)
def test_what_is_not_what_it_says_is_refused(content, name):
    with pytest.raises(FileRefused) as caught:
        store(content, name)
    assert str(caught.value).endswith(".")
    assert not MediaFile.objects.exists()


def test_svg_refusal_says_what_to_do():
    with pytest.raises(FileRefused, match="PNG"):
        store(b"<svg/>", "kuva.svg")


@pytest.mark.parametrize(("width", "height"), [(65_500, 65_500), (1, 60_000), (20_000, 20_000), (0, 10)])
def test_pixel_floods_are_refused_at_once(width, height):
    started = time.process_time()
    with pytest.raises(FileRefused):
        store(png_claiming(width, height), "iso.png")
    assert time.process_time() - started < 5


def test_many_frames_cost_one():
    from PIL import Image

    out = io.BytesIO()
    frames = [Image.new("P", (20, 20), n % 250) for n in range(300)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    media = store(out.getvalue(), "liike.gif")
    assert (media.width, media.height) == (20, 20)


def test_truncated_image_and_bomb_in_text_chunk_are_survived():
    content = factories.png(900, 900).getvalue()
    with pytest.raises(FileRefused):
        store(content[: len(content) // 2], "puoli.png")
    bomb = zlib.compress(b"\x00" * 60_000_000)
    data = b"x\x00\x00" + bomb
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    with_bomb = content[:33] + chunk + content[33:]
    started = time.process_time()
    with contextlib.suppress(FileRefused):
        assert b"zTXt" not in stored_path(store(with_bomb, "pommi.png").path).read_bytes()
    assert time.process_time() - started < 10


def test_office_documents_with_programs_or_bombs_are_refused():
    good = {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}
    assert store(package(**good), "a.docx").kind == "document"
    for bad in ({"word/vbaProject.bin": "x"}, {"word/big.xml": "0" * 50_000_000}):
        with pytest.raises(FileRefused):
            store(package(**good, **bad), "b.docx")


def test_too_big_is_refused_while_it_arrives(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(FileRefused, match=r"2 Mt.*Suurin"):
        store(b"%PDF-" + b"x" * 2_500_000, "iso.pdf")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\kuva.png", "kuva.png"),
        ("CON.pdf", "tiedosto-con.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("-rf.pdf", "rf.pdf"),
        ("a\nb.pdf", "a-b.pdf"),
        ("x" * 4000 + ".pdf", "x" * 100 + ".pdf"),
        ("ääkköset.pdf", "aakkoset.pdf"),
        ("", "tiedosto"),
    ],
)
def test_names_are_harmless(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "library/ab/../../x", "library/ab/" + "a" * 32 + "/x", "", "library/ab/x\x00"])
def test_no_path_but_ours_is_opened(path):
    with pytest.raises(ValueError, match="not a stored"):
        stored_path(path)


def unit_with(media, **values):
    blocks = [{"kind": "image", "file": media.name, "alt": "Kuva"} if media.kind == "image" else {"kind": "file", "title": "T", "src": media.name}]
    return factories.draft(blocks=blocks, files={media.name: media.pk}, **values)


def address(media, rendition="original"):
    return f"/tiedostot/{media.uuid}/{rendition}/{media.name}"


def test_files_carry_safe_headers(client):
    pdf, image = store(b"%PDF-1.4 <script>app.alert(1)</script>", "a.pdf"), store(factories.png(), "k.png")
    for media, disposition in ((pdf, "attachment"), (image, "inline")):
        operations.publish_unit(unit=unit_with(media, slug=media.kind).unit, by=None)
        answer = client.get(address(media))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith(disposition)
        assert answer["Content-Type"] == media.mime
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "immutable" in answer["Cache-Control"]
        assert len(b"".join(answer.streaming_content)) == media.size
        assert client.get(address(media), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_ranges_are_served_exactly(client):
    media = store(b"%PDF-" + bytes(range(200)), "a.pdf")
    operations.publish_unit(unit=unit_with(media).unit, by=None)
    whole = stored_path(media.path).read_bytes()
    for wanted, start, end in (("bytes=0-9", 0, 9), ("bytes=200-", 200, 204), ("bytes=-5", 200, 204), ("bytes=10-9999", 10, 204)):
        answer = client.get(address(media), headers={"Range": wanted})
        assert (answer.status_code, b"".join(answer.streaming_content)) == (206, whole[start : end + 1])
        assert answer["Content-Range"] == f"bytes {start}-{end}/205"
    assert client.get(address(media), headers={"Range": "bytes=999-"}).status_code == 416
    for odd in ("bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=" + "9" * 400 + "-"):
        assert client.get(address(media), headers={"Range": odd}).status_code in (200, 416)


def test_unpublished_and_withdrawn_files_are_not_found(client):
    media = store(factories.png(), "k.png")
    unit = unit_with(media).unit
    assert client.get(address(media)).status_code == 404
    operations.publish_unit(unit=unit, by=None)
    assert client.get(address(media)).status_code == 200
    assert client.get(address(media, "../../secret-key")).status_code == 404
    assert client.get(address(media, "777")).status_code == 404
    operations.withdraw_unit(unit=unit, by=None)
    assert client.get(address(media)).status_code == 404
    assert client.get(f"/tiedostot/{uuid.uuid4()}/original/k.webp").status_code == 404


def test_own_organisations_files_are_its_members_only(client):
    media = store(factories.png(), "k.png")
    operations.publish_unit(unit=unit_with(media, licence="own-organisation").unit, by=None)
    assert client.get(address(media)).status_code == 404
    client.force_login(factories.outi())
    assert client.get(address(media)).status_code == 404
    client.force_login(factories.member("Matti", factories.organisation()))
    answer = client.get(address(media))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_draft_file_is_for_those_who_may_write(client):
    eero = factories.eero()
    media = store(factories.png(), "k.png")
    unit_with(media)
    client.force_login(factories.outi())
    assert client.get(address(media)).status_code == 404
    client.force_login(eero)
    assert client.get(address(media)).status_code == 200


def test_file_of_another_organisation_cannot_be_taken_into_a_unit():
    media = store(factories.png(), "k.png", owner=factories.organisation("Saarnivaara"))
    with pytest.raises(InvalidUnit):
        unit_with(media)


def test_outsider_stores_nothing():
    outi = factories.outi()
    unit = factories.draft().unit
    with pytest.raises(PermissionDenied):
        store(factories.png(), "k.png", by=outi)
    with pytest.raises(PermissionDenied):
        store(factories.png(), "k.png", by=outi, unit=unit)
    with pytest.raises(PermissionDenied):
        store(factories.png(), "k.png", by=factories.eero(), unit=unit, owner=factories.organisation("Harju"))


def test_image_names_say_what_they_are():
    media = store(factories.png(), "k.png")
    version = factories.draft(blocks=[{"kind": "image", "file": "oma-kuva.png", "alt": "x"}], files={"oma-kuva.png": media.pk})
    data = queries.version_data(version)
    assert data.files == {"oma-kuva.webp": media.pk}
    assert data.texts["fi"].blocks[0]["file"] == "oma-kuva.webp"
