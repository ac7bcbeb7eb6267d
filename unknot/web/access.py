"""Who may: every view declares one rule, and a view without a rule is refused.

| Rule | Who comes in |
|---|---|
| `@public` | everybody |
| `@first_factor` | staff whose password was right, on the pages where the second factor is given or set up |
| `@staff` | a member of staff, signed in with both factors |
| `@owner` | a member of staff who owns the practice |
| `@staff_of_client` | staff who may see the client in the path; others are told that there is no such page |
| `@client_self` | a client on an enrolled device |

`@staff_of_client` and `@client_self` hand the view the client itself as its argument `client`; everything else a view
reads, it reads through that client, so that another's object is simply not found.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, cast

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

View: TypeAlias = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)


def public(view: View) -> View:
    """Let everybody in."""
    return _ruled("public", view, lambda request, given: None)


def first_factor(view: View) -> View:
    """Let in staff who have given their password, for the pages that ask for or set up the second factor."""

    def check(request: HttpRequest, given: dict[str, Any]) -> HttpResponse | None:
        return None if cast(Any, request.user).is_authenticated else redirect(settings.LOGIN_URL)

    return _ruled("first_factor", view, check)


def staff(view: View) -> View:
    """Let in staff of any practice; the view itself reads only what belongs to `request.user.practice`."""
    return _ruled("staff", view, lambda request, given: _not_signed_in(request))


def owner(view: View) -> View:
    """Let in the owners of a practice."""

    def check(request: HttpRequest, given: dict[str, Any]) -> HttpResponse | None:
        answer = _not_signed_in(request)
        if answer is None and cast(Any, request.user).role != "owner":
            raise PermissionDenied
        return answer

    return _ruled("owner", view, check)


def staff_of_client(view: View) -> View:
    """Let in staff who may see the client whose public id is in the path, and hand the client over."""

    def check(request: HttpRequest, given: dict[str, Any]) -> HttpResponse | None:
        answer = _not_signed_in(request)
        if answer is not None:
            return answer
        visible = cast(Any, apps.get_model("clients", "Client")).visible_to(request.user)
        client = visible.filter(public_id=given["client"]).first()
        if client is None:
            raise Http404
        given["client"] = client
        return None

    return _ruled("staff_of_client", view, check)


def client_self(view: View) -> View:
    """Let in a client on an enrolled device, and hand the client over."""

    def check(request: HttpRequest, given: dict[str, Any]) -> HttpResponse | None:
        device = getattr(request, "device", None)
        if device is None:
            return redirect("enrolment:enter")
        given["client"] = device.client
        return None

    return _ruled("client_self", view, check)


class DenyByDefault:
    """Middleware that refuses every view without a rule; the shipped files are served before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; the check is made once the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, arguments: object, named: object) -> None:
        """Refuse.

        Raises:
            PermissionDenied: If the view declares no rule.
        """
        if rule_of(view) is None:
            logger.error("%s declares no access rule", getattr(view, "__qualname__", view))
            raise PermissionDenied


def is_signed_in(request: HttpRequest) -> bool:
    """Whether a member of staff has shown both factors; the demo practice asks for one."""
    member = cast(Any, request.user)
    return member.is_authenticated and (member.is_verified() or settings.DEMO)


def rule_of(view: View) -> str | None:
    """The name of the rule that a view declares, or None."""
    return getattr(view, "access_rule", None)


def _ruled(name: str, view: View, check: Callable[[HttpRequest, dict[str, Any]], HttpResponse | None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
        refused = check(request, given)
        return view(request, **given) if refused is None else refused

    ruled: Any = guarded
    ruled.access_rule = name
    return ruled


def _not_signed_in(request: HttpRequest) -> HttpResponse | None:
    """Where a visitor is sent who has not shown both factors."""
    if is_signed_in(request):
        return None
    return redirect("accounts:second_factor" if cast(Any, request.user).is_authenticated else settings.LOGIN_URL)
