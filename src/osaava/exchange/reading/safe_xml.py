"""XML of documents, parsed so that it can neither grow nor ask anyone for anything: no document type, no entities, no network, no giant trees."""

from __future__ import annotations

import re

from lxml import etree

from osaava.exchange.reading.document import Refused

_DOCTYPE = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)", re.IGNORECASE)
_DOCTYPE_WIDE = re.compile(rb"\x00<\x00!\x00[DdEe]")
LARGEST_XML = 60_000_000
"""Bytes of one XML part; a tree of it takes some five times as much memory."""


def ensure_no_doctype(data: bytes) -> None:
    """Raise Refused when the part declares a document type or an entity: no document of today needs one."""
    if _DOCTYPE.search(data) or _DOCTYPE_WIDE.search(data):
        raise Refused("broken", "document type in XML")


def parse(data: bytes) -> etree._Element:
    """The root element; raises Refused for what is not well-formed, too large, or declares a document type."""
    if len(data) > LARGEST_XML:
        raise Refused("too-large", "XML")
    ensure_no_doctype(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "memory" in str(error).lower():
            raise MemoryError from None
        raise Refused("broken", "XML") from None
