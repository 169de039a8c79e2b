"""What the views of this app share."""

from osaava.network.section import section_nav

REFUSED = 422
"""Status of a page that shows a refused form again."""


def in_section(request) -> None:
    """Give the page the organisation's section bar."""
    request.section_nav = section_nav(request, request.organisation)
