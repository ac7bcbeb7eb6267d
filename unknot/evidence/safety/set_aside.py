"""A rule that a person set aside, with who and why; what is an emergency beyond doubt cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.errors import UnknotError, did_you_mean
from unknot.evidence.safety.facts import contraindications, red_flags


@dataclass(frozen=True, slots=True)
class SetAside:
    """One red flag or contraindication that a person decided not to follow.

    Attributes:
        rule: Its name.
        by: Who decided.
        reason: Why, such as what the doctor answered.
    """

    rule: str
    by: str
    reason: str

    def __post_init__(self) -> None:
        """Refuse what names no rule, nobody or no reason.

        Raises:
            UnknotError: If one of them is missing.
        """
        known = {**red_flags(), **contraindications()}
        if self.rule not in known:
            raise UnknotError("There is no such rule.", given=repr(self.rule), todo=did_you_mean(self.rule, known))
        if not self.by.strip() or not self.reason.strip():
            raise UnknotError(
                "A rule is set aside by a person and for a reason.",
                given=f"'{self.rule}' by '{self.by}' for '{self.reason}'",
                todo="Say who decided and why.",
            )
