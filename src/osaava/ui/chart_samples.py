"""Made-up numbers for the charts of the living style guide."""

from __future__ import annotations

from osaava.ui import charts

NAMES = ("Majakka", "Kasvihuone", "Voimala", "Tori", "Koulutalo", "Tähtitorni", "Paja", "Kirjasto")
VALUES = (3.1, 2.4, 2.7, 3.0, 3.4, None, 2.2, 3.6)
GROUPS = ((3.9, 2.7, 3.0), (2.6, 2.4, 2.4), (3.9, 2.7, None), (3.1, 3.0, 2.8), (3.6, 3.4, 3.3), (3.0, 2.9, None), (2.5, 2.1, 2.2), (3.8, 3.6, 3.5))


def _words(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def samples() -> dict:
    """`bands`, `radar`, `dots`, `effects`: what `<c-chart>` takes."""
    return {"bands": _bands(), "radar": _radar(), "dots": _dots(), "effects": _effects()}


def _bands() -> dict:
    rows = [
        charts.BandRow(f"{n} {name}", value=value, value_text=_words(value), band=(2.3, 3.1), median=2.7, note="(med. 2,7)" if value else "alle 5 vastaajaa, ei näytetä",
                       interval=(value - 0.3, value + 0.3) if value else None, previous=value - 0.4 if value else None, target=3.5 if n == 6 else None)
        for n, (name, value) in enumerate(zip(NAMES, VALUES, strict=True), 1)
    ]  # fmt: skip
    svg = charts.band_rows(rows, name="sample-bands", title="Vahvinta on sisältöjen hyödyntäminen", description="Kahdeksan teemaa asteikolla 1–5.")
    key = {"dot": "oma taso", "interval": "väli, jossa taso todennäköisesti on", "band": "verkoston keskimmäinen puolikas ja mediaani", "hollow": "edellinen kierros", "target": "tavoite"}
    table = {"caption": "Tasot teemoittain", "head": ["Teema", "Oma", "Mediaani"], "rows": [[row.label, row.value_text or "ei näytetä", "2,7"] for row in rows]}
    return {"svg": svg, "key": charts.chart_key(key), "table": table}


def _radar() -> dict:
    axes = [charts.Axis(str(n), value, _words(value), (2.3, 3.1)) for n, value in enumerate(VALUES, 1)]
    return {"svg": charts.radar(axes, name="sample-radar", title="Kahdeksan teemaa", description="Oma taso viivana, verkoston keskimmäinen puolikas alueena.")}


def _dots() -> dict:
    shapes = list(charts.GROUP_SHAPES.values())
    rows = [
        charts.DotRow(f"{n} {name}", [charts.Dot(shape, value) for shape, value in zip(shapes, values, strict=False) if value], note="" if all(values) else "Ohjaajat: ei näytetä")
        for n, (name, values) in enumerate(zip(NAMES, GROUPS, strict=True), 1)
    ]  # fmt: skip
    svg = charts.dot_plot(rows, name="sample-dots", title="Eniten hajontaa on infrastruktuurissa", description="Ryhmien tasot teemoittain.")
    return {"svg": svg, "key": charts.chart_key({"diamond": "johto", "dot": "opettajat", "triangle": "ohjaajat", "square": "tuki"})}


def _effects() -> dict:
    rows = [
        charts.EffectRow("Koivurannan ammattiopisto", 0.6, "+0,6 (0,2…1,0)", (0.2, 1.0)),
        charts.EffectRow("Järjestäjät, jotka eivät valinneet tätä", 0.1, "+0,1 (−0,1…0,3)", (-0.1, 0.3), "hollow"),
    ]
    return {"svg": charts.effect_plot(rows, name="sample-effects", title="Muutos keväästä", description="Muutos tasoina ja sen väli.")}
