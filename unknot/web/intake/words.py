"""The words of the safety rules, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from unknot.evidence.schema.red_flag import EMERGENCY, GO_ON, LETTER_FIRST, WITH_LIMITS

NOT_ASKED = "not_asked"
"""What stands before the first intake: no outcome of the rules, as nothing is known yet."""
OUTCOMES: Mapping[str, Any] = {
    GO_ON: _("Go on"),
    WITH_LIMITS: _("Go on with limits"),
    LETTER_FIRST: _("Letter first"),
    EMERGENCY: _("Emergency"),
    NOT_ASKED: _("Not asked yet"),
}
MEANING: Mapping[str, Any] = {
    GO_ON: _("Nothing that was asked speaks against a session."),
    WITH_LIMITS: _("A session is fine within the limits below."),
    LETTER_FIRST: _("No session before a doctor has looked; the letter says what was found."),
    EMERGENCY: _("No session. Somebody else must look now."),
    NOT_ASKED: _("There is no intake yet, so nobody asked what speaks against a session."),
}
URGENCIES: Mapping[str, Any] = {
    "watch": _("watch it"),
    "days": _("within days"),
    "today": _("today"),
    "now": _("now"),
}
GROUPS: Mapping[str, Any] = {
    "nerves": _("Nerves"),
    "vessels": _("Heart and vessels"),
    "illness": _("Illness"),
    "bones and joints": _("Bones and joints"),
    "age and consent": _("Age and consent"),
    "mood": _("Mood"),
}
POSITIONS: Mapping[str, Any] = {
    "prone": _("face down"),
    "supine": _("flat on the back"),
    "side": _("on the side"),
    "seated": _("seated"),
}
PRODUCTS: Mapping[str, Any] = {
    "scented": _("oils or creams with essential oils or scent"),
    "camphor_eucalyptus": _("balms or oils with camphor or eucalyptus, on the skin or in the air"),
    "latex": _("latex gloves, bands or cups"),
}
TECHNIQUES: Mapping[str, Any] = {
    "classic": _("classic massage"),
    "deep": _("deep tissue"),
    "trigger_point": _("trigger points"),
    "friction": _("friction"),
    "percussion": _("percussion"),
    "stretching": _("stretching"),
    "lymph_drainage": _("lymph drainage"),
    "hot_stone": _("hot stones"),
    "cupping": _("cupping"),
    "other": _("something else"),
}
