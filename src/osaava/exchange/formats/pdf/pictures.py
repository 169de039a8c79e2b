"""Pictures of a PDF page as files: JPEG data as it is, plain pixels as PNG; what else a PDF can do with colours is left out and said so."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from osaava.exchange.reading.images import MOST_PIXELS

_MODES = {("DeviceGray", 8): "L", ("CalGray", 8): "L", ("DeviceRGB", 8): "RGB", ("CalRGB", 8): "RGB", ("DeviceGray", 1): "1", ("DeviceCMYK", 8): "CMYK"}
_CHANNELS = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


def picture(stream: Any) -> bytes:
    """The picture's file content, or b"" when it cannot be made."""
    attributes = stream.attrs
    width, height = (_number(attributes.get(name)) for name in ("Width", "Height"))
    if not 0 < width * height <= MOST_PIXELS:
        return b""
    filters = [str(getattr(one[0], "name", one[0])) for one in stream.get_filters()]
    if filters[-1:] == ["DCTDecode"]:
        return stream.get_rawdata() if len(filters) == 1 else b""
    if filters and filters[-1] != "FlateDecode":
        return b""
    made = _from_pixels(stream, width, height)
    if made is None:
        return b""
    mask = _resolved(attributes.get("SMask"))
    if mask is not None and made.mode in ("L", "RGB"):
        veil = _from_pixels(mask, *(_number(mask.attrs.get(name)) for name in ("Width", "Height")))
        if veil is not None and veil.mode == "L" and veil.size == made.size:
            made = made.convert("RGB")
            made.putalpha(veil)
    out = io.BytesIO()
    (made.convert("RGB") if made.mode == "CMYK" else made).save(out, "PNG")
    return out.getvalue()


def _from_pixels(stream: Any, width: int, height: int) -> Image.Image | None:
    bits = _number(stream.attrs.get("BitsPerComponent")) or (1 if stream.attrs.get("ImageMask") else 8)
    space, palette = _space(stream.attrs.get("ColorSpace"))
    if not 0 < width * height <= MOST_PIXELS:
        return None
    data = stream.get_data()
    if palette and bits == 8 and len(data) >= width * height:
        made = Image.frombytes("P", (width, height), data[: width * height])
        made.putpalette(palette)
        return made.convert("RGB")
    mode = _MODES.get((space, bits))
    if mode is None:
        return None
    need = (width + 7) // 8 * height if mode == "1" else width * height * len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, (width, height), data[:need]) if len(data) >= need else None


def _space(value: Any) -> tuple[str, bytes]:
    """(name of the colour space, palette)."""
    value = _resolved(value)
    if isinstance(value, list) and value:
        name = str(getattr(value[0], "name", value[0]))
        if name == "ICCBased":
            return _CHANNELS.get(_number(getattr(_resolved(value[1]), "attrs", {}).get("N")), ""), b""
        if name == "Indexed" and len(value) == 4 and _space(value[1])[0] == "DeviceRGB":
            table = _resolved(value[3])
            table = table.get_data() if hasattr(table, "get_data") else table
            return "Indexed", table if isinstance(table, bytes) else b""
        return name, b""
    return str(getattr(value, "name", value or "")), b""


def _resolved(value: Any) -> Any:
    return value.resolve() if hasattr(value, "resolve") else value


def _number(value: Any) -> int:
    value = _resolved(value)
    return value if isinstance(value, int) else 0
