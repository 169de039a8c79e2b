"""What a campus holds on its first day: vocabulary, starter content, and for a look around the demo network."""

from __future__ import annotations

from collections.abc import Callable


def load_content(*, say: Callable[[str], None]) -> None:
    """Vocabulary and starter content; quick when nothing changed since the last start."""
    from osaava.base import revision, search
    from osaava.campus.api import index_vocabulary
    from osaava.capability.api import load_package_instruments
    from osaava.library.api import load_starter_units
    from osaava.paths.api import load_starter_paths
    from osaava.themes.api import load_vocabulary

    if not revision.number():
        say("Loading the themes, 40 competences and the starter content ...")
    load_vocabulary()
    load_package_instruments()
    load_starter_units()
    load_starter_paths()
    if not search.ensure_current():
        index_vocabulary()


def load_demo(*, say: Callable[[str], None]) -> None:
    """The invented demo network: once."""
    from osaava.project import demo

    if demo.is_loaded():
        return
    say("Loading the demo network: 77 invented organisations and their people ...")
    demo.load(say=say)


def print_sign_in_links(*, say: Callable[[str], None]) -> None:
    """One sign-in link for each demo role, valid on this machine for this data folder."""
    from osaava.project import demo

    say("Sign in as a demo person (the links work only on this demo campus):")
    for role, name, url in demo.sign_in_links():
        print(f"          {role:<26} {name:<22} {url}", flush=True)
