"""Puts the stylesheets into one file and the scripts into another: `python -m osaava.ui.bundle`.

The product runs without Node, so the bundle is made here, committed, and checked by a test with `is_fresh()`.
"""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "ui"
CSS, JS = STATIC / "css", STATIC / "js"
CSS_BUNDLE, JS_BUNDLE = CSS / "osaava.css", STATIC / "osaava.js"
LAYERS = "@layer reset, base, layout, components, utilities;"
FIRST_SCRIPTS = ("core.js",)


def stylesheet() -> str:
    """All CSS: tokens, faces, reset, base, layout, components in name order, utilities."""
    tokens = f"@layer base {{ {(CSS / 'tokens.css').read_text(encoding='utf-8')} }}"
    names = ["fonts.css", "reset.css", "base.css", "layout.css"]
    files = [CSS / name for name in names] + sorted((CSS / "components").glob("*.css")) + [CSS / "utilities.css"]
    text = "\n".join([tokens, *(path.read_text(encoding="utf-8") for path in files)])
    return f"{LAYERS}{minified_css(text)}\n"


def script() -> str:
    """All JavaScript, each file in a scope of its own; `core.js` first."""
    rest = sorted(path for path in JS.glob("*.js") if path.name not in FIRST_SCRIPTS)
    parts = [minified_js(path.read_text(encoding="utf-8")) for path in [*(JS / name for name in FIRST_SCRIPTS), *rest]]
    return '"use strict";\n' + "\n".join(f"(()=>{{\n{part}\n}})();" for part in parts) + "\n"


def minified_css(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r":\s+", ":", text)
    return text.replace(";}", "}").strip()


def minified_js(text: str) -> str:
    """Comments on lines of their own and indentation go; what is left reads as written."""
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.S | re.M)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def bundle() -> list[Path]:
    """Write both bundles and return the paths of those that changed."""
    changed = []
    for path, text in ((CSS_BUNDLE, stylesheet()), (JS_BUNDLE, script())):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def is_fresh() -> bool:
    """Is what is committed what the sources say?"""
    return all(path.exists() and path.read_text(encoding="utf-8") == text for path, text in ((CSS_BUNDLE, stylesheet()), (JS_BUNDLE, script())))


if __name__ == "__main__":
    for path in bundle():
        print(path.name)
