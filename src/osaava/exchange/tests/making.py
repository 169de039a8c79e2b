"""Small documents made by the tests' own hands: pictures, zips as they should be and as they should not, Word and OpenDocument files part by part."""

import io
import struct
import zipfile
import zlib

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def png(width=40, height=30, colour=(0, 90, 160)):
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def flood():
    """A picture of a few bytes that says it is 65 500 pixels wide and high."""

    def chunk(kind, data):
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", 65_500, 65_500, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")


def zipped(path, files):
    """A plain zip of `{name: bytes or str}`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def docx(path, body, *, parts=None, relations=(), kind=WORD_TYPE):
    """A Word file out of body XML. `relations`: (id, type, target, external)."""
    outside = {True: ' TargetMode="External"', False: ""}
    rels = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{what}" Target="{target}"{outside[external]}/>'
        for key, what, target, external in relations
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'{head}<Relationships {namespace}><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{head}<Relationships {namespace}>{rels}</Relationships>",
    }
    return zipped(path, files | (parts or {}))


def paragraph(text, style="", properties=""):
    """A Word paragraph of one run."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(path, body, *, styles="", files=None, meta="", mimetype="application/vnd.oasis.opendocument.text"):
    """An OpenDocument text out of body XML; `styles` are its automatic styles."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {"mimetype": mimetype, "content.xml": content}
    if meta:
        parts["meta.xml"] = f'<?xml version="1.0"?><office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>'
    return zipped(path, parts | (files or {}))


def pieces(document, *kinds):
    """(kind, markdown) of the pieces, of all or of some kinds."""
    return [(p.kind, p.markdown) for p in document.pieces if not kinds or p.kind in kinds]


def left(document):
    """{what: words} of what was left out."""
    return {entry.what: entry.words for entry in document.left_out}
