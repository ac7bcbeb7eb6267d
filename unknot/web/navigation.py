"""What an app adds to the pages of others: it says so in its own `navigation.py`.

`LINKS` are entries of the staff's main menu, `CLIENT_TABS` are tabs of the page of one client, `DEVICE_LINKS` are
entries of the client's own menu. An app that is not there adds nothing: no list names it. What must be known on every
page of staff, or on a client's phone, stands in an app's `notices.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from unknot.web.installed import modules_named


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a menu.

    Attributes:
        title: What it is called; lazily translated.
        view: The name of the view, `app:view`. A tab's view takes the client's public id as `client`.
        order: Where it stands; smaller comes first.
        roles: Who sees it, of `owner` and `therapist`; the view's own rule decides who gets in.
    """

    title: Any
    view: str
    order: int
    roles: tuple[str, ...] = ("owner", "therapist")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member of staff must know, or a client may do, above every page.

    Attributes:
        said: What is the matter; translated.
        action: What the button says.
        view: Where the button leads.
    """

    said: str
    action: str
    view: str


def notices(member: Any) -> list[Notice]:
    """What the apps have to say to somebody: each in the function `notices` of its own `notices.py`."""
    found = (getattr(module, "notices", None) for module in modules_named("notices"))
    return [notice for say in found if say is not None for notice in say(member)]


def phone_notices(client: Any) -> list[Notice]:
    """What the apps have to say to a client on the phone: each in the function `phone_notices` of its `notices.py`."""
    found = (getattr(module, "phone_notices", None) for module in modules_named("notices"))
    return [notice for say in found if say is not None for notice in say(client)]


@cache
def links(kind: str) -> Sequence[Link]:
    """The entries of one kind that the apps declare, in order.

    Args:
        kind: LINKS, CLIENT_TABS or DEVICE_LINKS.
    """
    found = [link for module in modules_named("navigation") for link in getattr(module, kind, ())]
    return tuple(sorted(found, key=lambda link: (link.order, link.view)))
