"""Charts as SVG made on the server: the same picture on the page, in the PDF and in the Word document.

Every shape carries its light colour as an attribute, so a picture stands alone, and a class that the page's stylesheet colours for both
schemes. Meaning is in the shape, never in the colour alone: own is a solid dot, the previous round a hollow one, the target an open diamond,
the band a bar with its median. Positions across are in per cent, so a chart is as wide as its place and its letters keep their size.

Give a chart only what may be shown: it draws what it gets.
"""

from osaava.ui.charts.band_rows import BandRow, band_rows
from osaava.ui.charts.dot_plot import GROUP_SHAPES, Dot, DotRow, dot_plot
from osaava.ui.charts.effect_plot import EffectRow, effect_plot
from osaava.ui.charts.marks import key as chart_key
from osaava.ui.charts.radar import Axis, radar

__all__ = ["GROUP_SHAPES", "Axis", "BandRow", "Dot", "DotRow", "EffectRow", "band_rows", "chart_key", "dot_plot", "effect_plot", "radar"]
