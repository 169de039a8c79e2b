"""Room for the paths app on the author's list: it registers `function(request) -> dict` and gives templates for the slots `top` and `end`."""

from __future__ import annotations

from osaava.library.extras import Extras

production_extras = Extras()
