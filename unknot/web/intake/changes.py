"""Limits in words: what a session keeps to, and who asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unknot.evidence.safety.limits import Breach, Limits
from unknot.web.body_map.regions import beginning, title_of
from unknot.web.intake import words


@dataclass(frozen=True, slots=True)
class Change:
    """One limit in words, and the conditions that ask for it."""

    kind: str
    limit: str
    by: str


def changes(limits: Limits) -> list[Change]:
    """Every limit in words."""
    found = [
        Change(_("Site"), _("leave out: %(what)s") % {"what": what}, by)
        for what, by in _grouped(limits.sites, title_of)
    ]
    if limits.pressure is not None:
        found.append(
            Change(_("Pressure"), _("at most %(most)s of 5") % {"most": limits.pressure}, _by(limits.pressure_by))
        )
    found += [
        Change(_("Position"), _("not %(what)s") % {"what": what}, by)
        for what, by in _grouped(limits.positions, words.POSITIONS.__getitem__)
    ]
    if limits.minutes is not None:
        said = _("at most %(most)s minutes") % {"most": limits.minutes}
        found.append(Change(_("Duration"), said, _by(limits.minutes_by)))
    found += [
        Change(_("Technique"), _("no %(what)s") % {"what": what}, by)
        for what, by in _grouped(limits.techniques, words.TECHNIQUES.__getitem__)
    ]
    found += [
        Change(_("Product"), _("no %(what)s") % {"what": what}, by)
        for what, by in _grouped(limits.products, words.PRODUCTS.__getitem__)
    ]
    if limits.letters:
        found.append(Change(_("Letter"), _("a doctor is asked first"), _by(limits.letters)))
    return found


def excluded_sites(limits: Limits) -> dict[str, str]:
    """Why regions are left out, by region."""
    return {site: _by(titles) for site, titles in limits.sites.items()}


def breach_in_words(breach: Breach) -> str:
    """What is beyond a limit, and who asks for it."""
    said = {
        "site": lambda: title_of(breach.limit),
        "technique": lambda: words.TECHNIQUES[breach.limit],
        "pressure": lambda: _("pressure above %(most)s") % {"most": breach.limit},
        "minutes": lambda: _("longer than %(most)s minutes") % {"most": breach.limit},
    }[breach.kind]()
    return f"{beginning(str(said))} ({_by(breach.by)})"


def _grouped(words_by: Mapping[str, tuple[str, ...]], title: Any) -> list[tuple[str, str]]:
    """What is limited, taken together where the same conditions ask for it."""
    together: dict[str, list[str]] = {}
    for word, titles in words_by.items():
        together.setdefault(_by(titles), []).append(str(title(word)))
    return [(", ".join(what), by) for by, what in together.items()]


def _by(titles: tuple[str, ...]) -> str:
    return ", ".join(_(title) for title in titles)
