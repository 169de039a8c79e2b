"""What is built here and committed is what the sources say, and stays light."""

import gzip
import re
from pathlib import Path

from osaava.ui import bundle, contrast
from osaava.ui.campus_map import build

UI = Path(build.__file__).resolve().parents[1]
KB = 1000


def _compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_tokens_keep_contrast_and_colours_apart():
    assert contrast.failures() == []


def test_bundle_is_fresh():
    assert bundle.is_fresh(), "Run python -m osaava.ui.bundle."


def test_campus_map_is_fresh():
    assert build.is_fresh(), "Run python -m osaava.ui.campus_map, then python -m osaava.ui.bundle."


def test_stylesheet_is_within_budget():
    assert _compressed(bundle.CSS_BUNDLE) <= 30 * KB


def test_scripts_are_within_budget():
    assert _compressed(bundle.JS_BUNDLE, UI / "static/ui/vendor/htmx.min.js") <= 40 * KB


def test_fonts_are_within_budget():
    fonts = list((UI / "static/ui/fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 80 * KB


def test_map_is_within_budget():
    assert _compressed(*(UI / "templates/ui/map" / name for name in ("symbols.html", "world_wide.html", "world_portrait.html"))) <= 24 * KB


def test_static_parts_of_the_map_hold_no_template_tags():
    for name in ("symbols.html", "world_wide.html", "world_portrait.html"):
        text = (UI / "templates/ui/map" / name).read_text(encoding="utf-8")
        assert not {"{%", "{{", "{#", "<c-"} & {text[i : i + 2] for i in range(len(text))}
        assert "<c-" not in text


def test_every_material_of_the_drawing_has_a_colour():
    css = (UI / "static/ui/css/components/campus-map-materials.css").read_text(encoding="utf-8")
    own = (UI / "static/ui/css/components/campus-map.css").read_text(encoding="utf-8")
    for name in ("symbols.html", "world_wide.html", "world_portrait.html"):
        markup = (UI / "templates/ui/map" / name).read_text(encoding="utf-8")
        for used in set(re.findall(r'[" ]((?:m|s|st|g)-[\w-]+)', " ".join(re.findall(r'class="[^"]+"', markup)))):
            assert f".{used} " in css + own, f"{name}: .{used} has no rule. Run python -m osaava.ui.campus_map."


def test_icons_used_in_templates_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (UI / "static/ui/icons.svg").read_text(encoding="utf-8")))
    used = set()
    for path in (UI / "templates").rglob("*.html"):
        used |= set(re.findall(r'<c-icon name="([\w-]+)"', path.read_text(encoding="utf-8")))
    assert used <= sprite, f"Not in icons.svg: {used - sprite}"
