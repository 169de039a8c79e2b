"""Access is declared at the edge: every view carries a mark, and a view without one does not answer.

The vocabulary lives here, below every app; what a person may do is decided by the *policy* that the network app registers, because only
it knows roles. Wrong organisation, missing object and missing right to know look the same to outsiders: 404.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django_scopes import scope

Within = Literal["organisation", "theme", "network"]
Kind = Literal["public", "signed_in", "requires", "staff"]
T = TypeVar("T")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


class Permission(enum.StrEnum):
    """Everything that a role can allow. Closed: a new right is added here and documented in docs/reference/permissions.md."""

    ORGANISATION_VIEW = "network:organisation:view"
    ORGANISATION_EDIT = "network:organisation:edit"
    PEOPLE_VIEW = "network:people:view"
    PEOPLE_INVITE = "network:people:invite"
    PEOPLE_MANAGE = "network:people:manage"
    THEME_ROLES_SET = "network:theme-roles:set"
    NETWORK_COORDINATE = "network:network:coordinate"
    UNIT_WRITE = "library:unit:write"
    UNIT_PUBLISH = "library:unit:publish"
    PATH_WRITE = "paths:path:write"
    PATH_PUBLISH = "paths:path:publish"
    ROUND_VIEW = "capability:round:view"
    ROUND_RUN = "capability:round:run"
    TEAM_ASSESS = "capability:team:assess"
    PLAN_VIEW = "plans:plan:view"
    PLAN_EDIT = "plans:plan:edit"
    PARTICIPATION_VIEW = "learning:participation:view"
    PERSONAL_PLANS_MAKE = "learning:personal-plans:make"


@dataclass(frozen=True)
class Access:
    """The declared mark of a view."""

    kind: Kind
    permission: Permission | None = None
    within: Within | None = None


@dataclass
class Policy:
    """What the network app plugs in: how to decide, and how to find the scope object of a request."""

    allows: Callable
    """allows(person, permission, scope_object) -> bool"""
    find: dict[str, Callable]
    """within -> find(request, kwargs) -> scope object, or raise Http404"""


_policy: Policy | None = None


def register_policy(policy: Policy) -> None:
    """Called once by the network app when it is ready."""
    global _policy
    _policy = policy


def allows(person, permission: Permission, scope_object=None) -> bool:
    """Whether this person may do this, there (`scope_object`: an organisation, a theme, or None for the network)."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    return bool(_policy and _policy.allows(person, permission, scope_object))


def ensure(person, permission: Permission, scope_object=None) -> None:
    """Raise PermissionDenied unless `allows`; operations call this first, whatever door they were reached by."""
    if not allows(person, permission, scope_object):
        raise PermissionDenied(permission.value)


@contextmanager
def _reading(request) -> Iterator[None]:
    """While a request only reads, roles that were looked up once do not change under it."""
    token = _known.set({} if request.method in ("GET", "HEAD") else None)
    try:
        yield
    finally:
        _known.reset(token)


def once(fact: Hashable, find: Callable[[], T]) -> T:
    """`find()`, asked once in a request that only reads: a page checks the same roles for every link it offers. Elsewhere it is always asked."""
    known = _known.get()
    if known is None:
        return find()
    if fact not in known:
        known[fact] = find()
    return known[fact]


def public(view):
    """Anyone may see this."""
    view.access = Access("public")
    return view


def signed_in(view):
    """Any signed-in person; private rows of that person are in scope while the view runs."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with _reading(request), scope(person=request.user):
            return view(request, *args, **kwargs)

    wrapper.access = Access("signed_in")
    return wrapper


def requires(permission: Permission, *, within: Within):
    """A role that allows `permission` in the organisation or theme named in the address, or in the network.

    Sets `request.organisation` or `request.theme` and opens the matching scope. Anonymous people are sent to sign in; people who may
    not know that the place exists get 404; members without the right get 403 that says what is missing.
    """

    def mark(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            with _reading(request):
                found = _policy.find[within](request, kwargs)
                if not allows(request.user, permission, found):
                    if within == "organisation" and not allows(request.user, Permission.ORGANISATION_VIEW, found):
                        raise Http404
                    raise PermissionDenied(permission.value)
                if within == "organisation":
                    request.organisation = found
                    with scope(organisation=found, person=request.user):
                        return view(request, *args, **kwargs)
                if within == "theme":
                    request.theme = found
                with scope(person=request.user):
                    return view(request, *args, **kwargs)

        wrapper.access = Access("requires", permission, within)
        return wrapper

    return mark


def staff(view):
    """Platform operators only; others get 404."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not (request.user.is_authenticated and request.user.is_active and request.user.is_staff):
            raise Http404
        return view(request, *args, **kwargs)

    wrapper.access = Access("staff")
    return wrapper


def mark_of(view) -> Access | None:
    """The mark of a view function; third-party modules get theirs from `settings.ACCESS_OF_MODULES`."""
    if access := getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None):
        return access
    module = getattr(view, "__module__", "")
    for prefix, kind in settings.ACCESS_OF_MODULES.items():
        if module.startswith(prefix):
            return Access(cast(Kind, kind))
    return None


class AccessMarkMiddleware:
    """A view without a mark does not answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if mark_of(view) is None:
            raise Http404(f"{view!r} has no access mark.")
