"""What the views of this app share."""

from django.contrib import messages
from django.core.exceptions import ValidationError

from osaava.network.section import section_nav

REFUSED = 422
"""Status of a page that shows a refused form again."""


def in_section(request) -> None:
    """Give the page the organisation's section bar."""
    request.section_nav = section_nav(request, request.organisation)


def ran_or_told(request, operation, **arguments) -> bool:
    """Run an operation of a button without a form of its own; a refusal becomes a message."""
    try:
        operation(**arguments)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    return True
