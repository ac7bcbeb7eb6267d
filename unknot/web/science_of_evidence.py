"""The door to what is known: search, claims, arrows and treatments as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from unknot.errors import FactError
from unknot.evidence import load
from unknot.evidence.schema.arrow import GRADES
from unknot.evidence.search import Found, search
from unknot.report.evidence_reading import (
    ASSUMED,
    ArrowRead,
    ClaimRead,
    TreatmentRead,
    arrow_read,
    basis_read,
    claim_read,
    study_read,
    treatment_read,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One fact in a list; `said` is its verdict or description."""

    kind: str
    name: str
    title: str
    grade: str
    said: str


def claims() -> Sequence[Listed]:
    """What people say, with how much of it stands."""
    return tuple(
        Listed("claim", one.name, one.title, one.verdict, f"“{one.statement}”") for one in load.claims().values()
    )


def arrows() -> Mapping[str, Sequence[Listed]]:
    """All arrows by grade, the best supported first."""
    found = [Listed("arrow", one.name, one.title, one.grade, one.verdict) for one in load.arrows().values()]
    return {grade: tuple(one for one in found if one.grade == grade) for grade in GRADES}


def treatments() -> Sequence[Listed]:
    """What people are treated with, in the order of the alphabet."""
    facts = [load.intervention(name) for name in load.treatments()]
    found = [Listed("treatment", fact.name, fact.title, fact.grade, fact.description) for fact in facts]
    return tuple(sorted(found, key=lambda one: one.title))


def look_up(question: str) -> Found | None:
    """The facts that answer a question, the best first; None where nothing is known about it."""
    try:
        return search(question)
    except FactError:
        return None


def claim(name: str) -> ClaimRead | None:
    """One claim, or None."""
    return claim_read(name) if name in load.claims() else None


def arrow(name: str) -> ArrowRead | None:
    """One arrow, or None."""
    return arrow_read(name) if name in load.arrows() else None


def treatment(name: str) -> TreatmentRead | None:
    """One treatment or stimulus that there is a fact about, or None."""
    return treatment_read(name) if load.is_known(name) else None


def study_count() -> int:
    """How many studies the facts hold."""
    return len(load.studies())


def title_of_claim(name: str) -> str:
    """What people read of a claim."""
    return load.claim(name).title


def texts_of_evidence() -> Iterator[str]:
    """Everything that these pages say of claims, arrows, treatments and studies; a study is cited as it stands."""
    for name in load.claims():
        claim = claim_read(name)
        yield from (claim.title, claim.statement, claim.stands, claim.falls)
    for name, fact in load.arrows().items():
        arrow = arrow_read(name)
        yield from (arrow.title, arrow.verdict, arrow.claim)
        yield from (text for label, text in arrow.facts if label != ASSUMED)
        yield from () if fact.prior is None else (fact.prior.against,)
        yield from (text for finding in arrow.findings for text in (finding.effect, finding.measured))
        yield from (finding.why for finding in fact.findings)
    for name, fact in load.interventions().items():
        read = treatment_read(name)
        yield from (read.title, read.description, read.onset, read.harms, fact.harms, basis_read(fact))
    for key in load.studies():
        study = study_read(key)
        yield from (study.design, study.finding)
