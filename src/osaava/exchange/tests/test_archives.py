"""Hostile zips, each made here: refused whole, and nothing of them on the disk."""

import io
import stat
import struct
import tarfile
import zipfile
import zlib

import pytest

from osaava.exchange.reading import archives
from osaava.exchange.reading.archives import FOLDER, PACKAGE, open_archive
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests import making


@pytest.fixture
def refuse(tmp_path):
    """Unpack and expect a refusal; returns its code and what it says."""

    def attempt(content):
        path = tmp_path / "x.zip"
        path.write_bytes(content)
        out = tmp_path / "out"
        with pytest.raises(Refused) as refused:
            archives.unpack(path, out)
        assert not out.exists() or not any(out.rglob("*"))
        return refused.value.code, refused.value.detail

    return attempt


def _zip(files, change=None, **options):
    """Bytes of a zip; `change(info)` may spoil each entry's directory record."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = options.get("comment", b"")
        for name, content in files:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(info)
            archive.writestr(info, content)
    return out.getvalue()


def _raw(entries, *, directory=None, start=b"", between=b"", end=b""):
    """A zip written byte by byte. Entries: (name, content, changes); `directory` overrides fields of the directory record."""
    out, places = start, []
    for name, content, changes in entries:
        packed = zlib.compress(content, 9)[2:-4]
        field = {"crc": zlib.crc32(content), "packed": len(packed), "size": len(content), "flags": 0x800, "method": 8, "name": name} | changes
        places.append((len(out), field))
        out += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, field["flags"], field["method"], 0, 33, field["crc"], field["packed"], field["size"], len(field["name"]), 0)
        out += field["name"] + packed + between
    at = len(out)
    for place, field in places:
        field = field | (directory or {})
        out += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, field["flags"], field["method"], 0, 33, field["crc"], field["packed"], field["size"],
            len(field["name"]), 0, 0, 0, 0, 0, field.get("place", place),
        ) + field["name"]  # fmt: skip
    return out + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(places), len(places), len(out) - at, at, 0) + end


def test_folder_of_documents_is_unpacked_in_order(tmp_path):
    files = {"Kurssi/2 Lisää (uusi).md": "# B", "Kurssi/1 Äänet & öljyt.md": "# A", "__MACOSX/._x": "z", "Kurssi/.DS_Store": "z"}
    path = making.zipped(tmp_path / "a.zip", files)
    members = archives.unpack(path, tmp_path / "out")
    assert [one.name for one in members] == ["Kurssi/1 Äänet & öljyt.md", "Kurssi/2 Lisää (uusi).md"]
    assert (tmp_path / "out/Kurssi/1 Äänet & öljyt.md").read_text() == "# A"


def test_zip_with_descriptors_and_long_records_is_fine(tmp_path):
    """As web services pack folders: sizes after the data, and fields for files beyond 4 GB."""
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return out.write(data)

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.md", "w", force_zip64=True) as file:
        file.write(b"# Hei " * 100)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert [one.size for one in archives.unpack(tmp_path / "a.zip", tmp_path / "out")] == [600]


@pytest.mark.parametrize(
    "name",
    [
        "../../x", "..\\..\\x", "/abs", "C:\\x", "C:x", "a/../../x", "a/./x", "%2e%2e/x", "a%2fb", "a\x00b", "CON", "aux.md", "a.", "a ", " a", "-rf", ".htaccess", "a//b",
        "a\nb", "a\u202eb.md", "a\u200bb", "/".join("abcdefghi"), "x" * 181, "a*b", 'a"b', "a<b>", "a|b", "nul.docx",
    ],
)  # fmt: skip
def test_a1_names_that_lead_elsewhere(refuse, name):
    assert refuse(_raw([(name.encode(), b"x", {})]))[0] == "unsafe-archive"


def test_a1_overlong_dots_are_no_name(refuse):
    assert refuse(_raw([(b"\xc0\xae\xc0\xae/x", b"x", {})])) == ("unsafe-archive", "name")
    assert refuse(_raw([(b"\xc0\xae\xc0\xae/x", b"x", {"flags": 0})])) == ("unsafe-archive", "name")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_a2_links_and_devices(refuse, kind):
    def spoil(info):
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16

    assert refuse(_zip([("a.md", "/etc/passwd")], spoil)) == ("unsafe-archive", "link or device")


def test_a3_entries_that_share_their_data(refuse):
    content = b"\x00" * 100_000
    whole = _raw([(b"a0", content, {})])
    once = whole[: whole.index(b"PK\x01\x02")]
    record = whole[whole.index(b"PK\x01\x02") : whole.index(b"PK\x05\x06")]
    many = b"".join(record.replace(b"a0", b"a%d" % n) for n in range(10))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, len(many), len(once), 0)
    assert refuse(once + many + end)[0] == "unsafe-archive"
    assert refuse(_raw([(b"a", b"x" * 50, {}), (b"b", b"y" * 50, {})], directory={"place": 0}))[0] == "unsafe-archive"


def test_a4_bombs(refuse):
    assert refuse(_zip([("a.md", b"\x00" * 30_000_000)])) == ("unsafe-archive", "ratio")
    assert refuse(_raw([(b"a.md", b"x" * 5_000_000, {"size": 10})])) == ("unsafe-archive", "inflates to more than it declares")
    assert refuse(_raw([(b"a.md", b"x" * 10, {"size": 600_000_000})]))[0] == "too-large"
    assert refuse(_zip([("a.zip", _zip([("b.md", "x")]))]))[0] == "nested-archive"
    assert refuse(_zip([("a.md", _zip([("b.md", "x")]))]))[0] == "nested-archive"


def test_a5_too_many_entries_and_too_long_words(refuse):
    assert refuse(_zip([(f"{n}.md", "") for n in range(2_001)])) == ("too-many", "2000")
    assert refuse(struct.pack("<4s", b"PK\x03\x04") + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 0, 4, 0))[0] == "too-many"
    assert refuse(_zip([("x" * 60_000, "")]))[0] == "unsafe-archive"
    assert refuse(_zip([("a.md", "x")], comment=b"x" * 60_000)) == ("unsafe-archive", "comment")


@pytest.mark.parametrize("change", [{"name": b"b.md"}, {"size": 9}, {"crc": 1}, {"method": 0}, {"flags": 0}])
def test_a6_directory_and_header_disagree(refuse, change):
    assert refuse(_raw([(b"a.md", b"hello hello", {})], directory=change))[0] in ("unsafe-archive", "broken")


@pytest.mark.parametrize("twins", [("a.md", "a.md"), ("a.md", "A.MD"), ("é.md", "e\u0301.md"), ("ﬁ.md", "fi.md"), ("a", "a/b.md")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a6_two_names_for_one_place(refuse, twins):
    assert refuse(_raw([(name.encode(), b"x", {}) for name in twins]))[0] == "unsafe-archive"


def test_a7_two_files_in_one(refuse):
    plain = _zip([("a.md", "x")])
    assert refuse(b"<html></html>" + plain)[0] == "mislabelled"
    assert refuse(plain + b"<script>")[0] == "unsafe-archive"
    assert refuse(_raw([(b"a.md", b"x", {})], start=b"PK\x03\x04 hidden "))[0] == "unsafe-archive"
    assert refuse(_raw([(b"a.md", b"x", {}), (b"b.md", b"y", {})], between=b"hidden"))[0] == "unsafe-archive"


def test_a8_what_cannot_be_opened(refuse):
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    assert refuse(_zip([("a.tar", tar.getvalue())]))[0] == "nested-archive"
    assert refuse(_zip([("a.md", tar.getvalue())]))[0] == "nested-archive"
    assert refuse(_raw([(b"a.md", b"x", {"flags": 0x801})]))[0] == "encrypted"
    assert refuse(_raw([(b"a.md", b"x", {"method": 14})])) == ("unsafe-archive", "unknown packing")
    assert refuse(_raw([(b"a.md", b"x", {"crc": 5})])) == ("broken", "checksum")
    plain = _zip([("a.md", "x" * 500)])
    assert refuse(plain[:-30])[0] == "broken"
    spoiled = bytearray(plain)
    spoiled[36] ^= 0xFF
    assert refuse(bytes(spoiled))[0] in ("broken", "unsafe-archive")


def test_packages_of_programs_have_plain_names_only(tmp_path):
    path = making.zipped(tmp_path / "a.zip", {"Äänet.md": "x"})
    with pytest.raises(Refused):
        open_archive(path, PACKAGE)
    with open_archive(path, FOLDER) as archive:
        assert archive.names == ["Äänet.md"]
