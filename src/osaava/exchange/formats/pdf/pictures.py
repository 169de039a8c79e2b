"""Pictures of a PDF page as files: JPEG data as it is, plain pixels as PNG; what else a PDF can do with colours is left out and said so.

Pixels that a PDF packs with PNG's own filters are not unpacked at all: the packed data is put into a PNG file as it stands.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from osaava.exchange.reading.images import MOST_PIXELS

_CHANNELS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4}
_MODES = {(1, 8): "L", (3, 8): "RGB", (1, 1): "1", (4, 8): "CMYK"}
_MOST_MASKED = 12_000_000
"""Pixels of a picture that is put together with its mask; larger ones come without it."""


def picture(stream: Any) -> bytes:
    """The picture's file content, or b"" when it cannot be made."""
    attributes = stream.attrs
    width, height = (_number(attributes.get(name)) for name in ("Width", "Height"))
    if not 0 < width * height <= MOST_PIXELS:
        return b""
    filters = [str(getattr(one[0], "name", one[0])) for one in stream.get_filters()]
    if filters == ["DCTDecode"]:
        return stream.get_rawdata()
    if any(name not in ("FlateDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode") for name in filters):
        return b""
    made = _file(stream, width, height)
    mask = _resolved(attributes.get("SMask"))
    if made and mask is not None and width * height <= _MOST_MASKED:
        return _masked(made, mask)
    return made


def _masked(made: bytes, mask: Any) -> bytes:
    veil = _file(mask, *(_number(mask.attrs.get(name)) for name in ("Width", "Height")))
    if not veil:
        return made
    with Image.open(io.BytesIO(made)) as below, Image.open(io.BytesIO(veil)) as above:
        if above.size != below.size or above.getextrema() == (255, 255):
            return made
        whole = below.convert("RGB")
        whole.putalpha(above.convert("L"))
    return _png(whole)


def _file(stream: Any, width: int, height: int) -> bytes:
    """The stream's pixels as a PNG file."""
    if not 0 < width * height <= MOST_PIXELS:
        return b""
    bits = _number(stream.attrs.get("BitsPerComponent")) or (1 if stream.attrs.get("ImageMask") else 8)
    channels, palette = _space(stream.attrs.get("ColorSpace"))
    channels = channels or (1 if stream.attrs.get("ImageMask") else 0)
    filters = stream.get_filters()
    predictor = _number((filters[0][1] or {}).get("Predictor")) if len(filters) == 1 and isinstance(filters[0][1], dict) else 0
    if predictor >= 10 and channels in (1, 3) and bits in (1, 2, 4, 8):
        kind = 3 if palette else 2 if channels == 3 else 0
        head = struct.pack(">2L5B", width, height, bits, kind, 0, 0, 0)
        chunks = [(b"IHDR", head), *([(b"PLTE", palette[: 3 * 2**bits])] if palette else []), (b"IDAT", stream.get_rawdata()), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)
    mode = _MODES.get((channels, bits), "")
    data = stream.get_data() if mode and predictor < 2 else b""
    need = (width + 7) // 8 * height if mode == "1" else width * height * channels
    if not data or len(data) < need:
        return b""
    made = Image.frombytes("P" if palette else mode, (width, height), data[:need])
    if palette:
        made.putpalette(palette)
    return _png(made.convert("RGB") if palette or mode == "CMYK" else made)


def _png(made: Image.Image) -> bytes:
    out = io.BytesIO()
    made.save(out, "PNG", compress_level=1)  # the library packs it again
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _space(value: Any) -> tuple[int, bytes]:
    """(channels of the colour space, palette); no channels for a space that we do not know."""
    value = _resolved(value)
    if not isinstance(value, list) or not value:
        return _CHANNELS.get(str(getattr(value, "name", value or "")), 0), b""
    name = str(getattr(value[0], "name", value[0]))
    if name == "ICCBased":
        channels = _number(getattr(_resolved(value[1]), "attrs", {}).get("N"))
        return (channels if channels in (1, 3, 4) else 0), b""
    if name == "Indexed" and len(value) == 4 and _space(value[1])[0] == 3:
        table = _resolved(value[3])
        table = table.get_data() if hasattr(table, "get_data") else table
        return (1, table) if isinstance(table, bytes) and table else (0, b"")
    return _CHANNELS.get(name, 0), b""


def _resolved(value: Any) -> Any:
    return value.resolve() if hasattr(value, "resolve") else value


def _number(value: Any) -> int:
    value = _resolved(value)
    return value if isinstance(value, int) else 0
