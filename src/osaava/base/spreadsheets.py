"""Cells for files that people open in a spreadsheet."""

from __future__ import annotations

import re

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


def safe_cell(value: object, *, numbers: bool = False) -> str:
    """A cell that no spreadsheet takes for a formula, however it begins after blanks. `numbers`: plain negative numbers stay numbers."""
    text = "" if value is None else str(value).replace("\x00", "")
    if numbers and _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \u00a0\u200b\ufeff").startswith(RISKY) or text.startswith(RISKY) else text
