"""Room for higher apps on the library's pages: they register a function, the library never imports them.

    library.api.house_extras.register(my_function)      # my_function(request, theme) -> dict
    library.api.unit_extras.register(my_function)       # my_function(request, unit_page) -> dict

The dicts are merged into the page's context. The key `slots` is special: {slot name: [template names]}, joined over all functions and
included by the page where the slot is. Slots of a house: `now` (first in the page), `paths`, `end`. Slots of a unit: `top`, `after_body`,
`aside`, `end`. Two more keys of unit pages: `learning_state` and, inside a path, `back_link`, `progress`, `next_step`.
"""

from __future__ import annotations

from collections.abc import Callable


class Extras(list):
    """The registered functions of one kind of page, in order."""

    def register(self, function: Callable[..., dict]) -> Callable[..., dict]:
        """Add a function once; also usable as a decorator."""
        if function not in self:
            self.append(function)
        return function

    def collect(self, *args) -> dict:
        """All dicts merged; `slots` joined."""
        out: dict = {}
        slots: dict[str, list[str]] = {}
        for function in self:
            found = dict(function(*args) or {})
            for name, templates in (found.pop("slots", None) or {}).items():
                slots.setdefault(name, []).extend(templates)
            out |= found
        return out | {"slots": slots}


house_extras = Extras()
unit_extras = Extras()
