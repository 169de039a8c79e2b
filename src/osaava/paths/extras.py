"""Room for higher apps on the pages of paths: they register a function, this app never imports them.

    paths.api.path_extras.register(my_function)        # my_function(request, path_page) -> dict
    paths.api.path_list_extras.register(my_function)   # my_function(request, rows) -> dict

The dicts are merged into the page's context; `slots` ({slot: [template names]}) are joined. Slots of a path: `top` (below the heading),
`end`. Key `stations`: {unit id: "done" | "elsewhere" | "current"} colours the trail. Key `path_done` of the list: {path id: (done, total)}.
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


path_extras = Extras()
path_list_extras = Extras()
