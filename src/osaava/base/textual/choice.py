"""Which analyser serves which language in this installation."""

from __future__ import annotations

import logging
from functools import lru_cache

from .port import Analyser
from .voikko import VoikkoAnalyser, VoikkoMissing
from .wordlist import SimplemmaAnalyser

logger = logging.getLogger(__name__)

LANGUAGES = ("fi", "sv", "en")

_RULES = 1  # raise whenever a change in this package gives other terms for the same text


@lru_cache(maxsize=8)
def analyser_for(language: str) -> Analyser | None:
    """The analyser of `language` ("fi", "sv", "en"), or None for any other. Finnish has Voikko where it is installed, else simplemma.

    Cheap: dictionaries are read when the first word is analysed.
    """
    if language == "fi":
        try:
            return VoikkoAnalyser()
        except VoikkoMissing as reason:
            logger.info("Finnish is analysed with simplemma: %s", reason)
    return SimplemmaAnalyser(language) if language in LANGUAGES else None


def analysis_signature() -> str:
    """What made the terms, as one line; store it with the index, and index again when it differs.

    It changes with the rules of this package, with the versions of the libraries, and when Voikko is installed or removed.
    """
    names = (f"{code}={analyser.name}" for code in LANGUAGES if (analyser := analyser_for(code)))
    return " ".join((f"terms-{_RULES}", *names))
