"""Thread codes: the one identifier that runs from a goal to everything that follows from it.

`T-` and six characters of Crockford's base 32 (no I, L, O, U), so a code can be read aloud and typed. A thousand million codes; a code says
nothing about the organisation and opens nothing by itself.
"""

from __future__ import annotations

import re
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
_PATTERN = re.compile(rf"^T-[{LETTERS}]{{{LENGTH}}}$")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A random code."""
    return "T-" + "".join(secrets.choice(LETTERS) for _n in range(LENGTH))


def read(text: str) -> str:
    """The code as it is stored, from what somebody typed (small letters, O for 0), or an empty string."""
    code = text.strip().upper()
    if code.startswith("T-"):
        code = "T-" + code[2:].translate(_MISREAD)
    return code if _PATTERN.match(code) else ""
