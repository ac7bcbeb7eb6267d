"""How far the app has come with each client, from what its worker has stored; nothing is computed here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F
from django.db.models.fields.json import KeyTransform
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.science_of_caseload import LEARNED, NO_SESSIONS, NOT_ENOUGH, strip
from unknot.web.timeline.wording import duration, span
from unknot.web.translation.said import plainly

FAILED, NOTHING = "failed", "nothing"
VERDICTS: Mapping[str, Any] = {
    LEARNED: _("learned"),
    NOT_ENOUGH: _("not enough data yet"),
    NO_SESSIONS: _("no sessions"),
    FAILED: _("could not be computed"),
    NOTHING: _("no diary yet"),
}
"""The verdicts on a client as they are said, in the order in which they are listed."""
_ORDER = tuple(VERDICTS)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far learning from one client has come.

    Attributes:
        client: Who.
        verdict: One of `VERDICTS`, on the treatment with the most sessions.
        relief: What the answer says of each treatment, the one with the most sessions first.
        is_trustworthy: Whether the computation passed its checks.
        is_stale: Whether new entries wait to be learned from.
    """

    client: Client
    verdict: str
    relief: Sequence[Mapping[str, Any]]
    is_trustworthy: bool
    is_stale: bool

    @property
    def is_learned(self) -> bool:
        """Whether it is known how long relief lasts."""
        return self.verdict == LEARNED

    @property
    def said(self) -> Any:
        """The verdict in words."""
        return VERDICTS[self.verdict]

    @property
    def treatment(self) -> str:
        """The treatment with the most sessions, in the language of the page; nothing without sessions."""
        return plainly(self.relief[0]["title"]) if self.relief else ""

    @property
    def half_life(self) -> str:
        """How long it takes until half of what fades is gone, in words."""
        return duration(self._half_life["median"])

    @property
    def interval(self) -> str:
        """Its interval in words."""
        return span(self._half_life)

    @property
    def drawn(self) -> SafeString:
        """The same on the scale of half-lives."""
        known = self._half_life
        return mark_safe(strip(known["median"], known["lo"], known["hi"]))

    @property
    def order(self) -> tuple[int, float, str]:
        """By which clients are sorted: those learned first, the shortest relief first, the others by verdict."""
        known = self._half_life["median"] if self.is_learned else math.inf
        return _ORDER.index(self.verdict), known, self.client.name.casefold()

    @property
    def _half_life(self) -> Mapping[str, float]:
        return self.relief[0]["half_life_days"]


def standings(member: StaffMember) -> list[Standing]:
    """The clients whom somebody may see, those learned first and the shortest relief before the longer."""
    # Of an answer only what is shown: the rest of it is some twenty times as long.
    clients = Client.visible_to(member).annotate(
        relief=KeyTransform("relief", "learned__answer"),
        trustworthy=KeyTransform("trustworthy", KeyTransform("diagnostics", "learned__answer")),
        problem=F("learned__problem"),
        stale_since=F("learned__stale_since"),
    )
    return sorted(map(_standing, cast(Iterable[Any], clients)), key=lambda one: one.order)


def _standing(client: Any) -> Standing:
    relief: Sequence[Mapping[str, Any]] | None = client.relief
    if relief is None:
        verdict = FAILED if client.problem else NOTHING
    else:
        verdict = NO_SESSIONS if not relief else LEARNED if relief[0]["verdict"] == LEARNED else NOT_ENOUGH
    return Standing(
        client=client,
        verdict=verdict,
        relief=relief or (),
        is_trustworthy=client.trustworthy is not False,
        is_stale=client.stale_since is not None,
    )
