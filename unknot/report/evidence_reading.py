"""What is known, as people read it: arrows, claims and treatments with their numbers in words and their studies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.evidence import load
from unknot.evidence.comparable import Pool, pools_of
from unknot.evidence.schema.arrow import Arrow
from unknot.evidence.schema.finding import Finding
from unknot.evidence.schema.intervention import Intervention
from unknot.report.evidence_words import interval_said, prior_said, readable, size_said, study_named
from unknot.report.wording import SPACE, count, points

ASSUMED = "assumed before data"
"""The label of what a model may assume about an arrow."""


@dataclass(frozen=True, slots=True)
class StudyRead:
    """One study: how people name it, how it was made, what it found, where it is."""

    key: str
    named: str
    design: str
    people: int | None
    finding: str
    citation: str
    link: str | None


@dataclass(frozen=True, slots=True)
class FindingRead:
    """What one study found about one arrow: in a sentence, how it was measured, its size, and how sure that is."""

    study: StudyRead
    effect: str
    measured: str
    size: str
    certainty: str


@dataclass(frozen=True, slots=True)
class PoolRead:
    """Findings taken together: what they have in common, their sizes, and why those say less than they seem to."""

    label: str
    lines: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrowRead:
    """One arrow; `facts` are pairs of a label and a text, `claims` the names of the claims that rest on it."""

    name: str
    title: str
    grade: str
    consensus: str
    verdict: str
    claim: str
    facts: tuple[tuple[str, str], ...]
    pools: tuple[PoolRead, ...]
    findings: tuple[FindingRead, ...]
    claims: tuple[str, ...]

    @property
    def sizes(self) -> tuple[str, ...]:
        """Its effect in numbers: taken together where that can be done, else study by study."""
        pooled = tuple(f"{pool.label}: {pool.lines[0]}" for pool in self.pools)
        return pooled or tuple(f"{one.study.named}: {one.size}" for one in self.findings if one.size)


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """What people say, how much of it stands, and the arrows that this rests on."""

    name: str
    title: str
    statement: str
    verdict: str
    stands: str
    falls: str
    arrows: tuple[ArrowRead, ...]


@dataclass(frozen=True, slots=True)
class TreatmentRead:
    """What is done against pain: what it is, what is expected of it, its harms and its studies."""

    name: str
    title: str
    grade: str
    usual: str
    description: str
    onset: str
    expected: str
    harms: str
    studies: tuple[StudyRead, ...]


def arrow_read(name: str) -> ArrowRead:
    """One arrow by its name.

    Raises:
        FactError: If there is none of this name.
    """
    arrow = load.arrow(name)
    return ArrowRead(
        name=arrow.name,
        title=arrow.title,
        grade=arrow.grade,
        consensus=arrow.consensus,
        verdict=arrow.verdict,
        claim=_read(arrow.claim),
        facts=_facts_of(arrow),
        pools=tuple(PoolRead(pool.label, _pool_lines(pool), pool.cautions) for pool in pools_of(arrow, load.studies())),
        findings=tuple(_finding_read(finding) for finding in arrow.findings),
        claims=tuple(claim.name for claim in load.claims().values() if name in claim.arrows),
    )


def claim_read(name: str) -> ClaimRead:
    """One claim by its name.

    Raises:
        FactError: If there is none of this name.
    """
    claim = load.claim(name)
    return ClaimRead(
        claim.name,
        claim.title,
        claim.statement,
        claim.verdict,
        _read(claim.stands),
        _read(claim.falls),
        tuple(arrow_read(arrow) for arrow in claim.arrows),
    )


def treatment_read(name: str) -> TreatmentRead:
    """One treatment by its name; for a name that is not known what is assumed of any practice."""
    fact = load.intervention(name)
    return TreatmentRead(
        name=fact.name,
        title=fact.title,
        grade=fact.grade,
        usual=f"a usual {fact.session_word} lasts {count(round(fact.usual_minutes), 'minute')}",
        description=_read(fact.description),
        onset=_read(fact.onset),
        expected=_expected_said(fact),
        harms=_read(fact.harms),
        studies=tuple(study_read(key) for key in fact.sources),
    )


def study_read(key: str) -> StudyRead:
    """One study by its key."""
    study = load.study(key)
    return StudyRead(key, study_named(study), study.design, study.n, _read(study.finding), study.citation, study.link)


def _finding_read(finding: Finding) -> FindingRead:
    """One finding in words."""
    study = study_read(finding.study)
    against = f" against {finding.comparator}" if finding.comparator else ""
    done = f"{finding.dose}{against}; " if finding.dose else ""
    measured = f"{done}{finding.measure}"
    return FindingRead(
        study=study,
        effect=_read(finding.effect) if finding.effect else study.finding,
        measured=f"{measured[0].upper()}{measured[1:]}.",
        size=size_said(finding.size) if finding.size is not None else "",
        certainty=f"Certainty {finding.certainty}: {finding.why}.",
    )


def _pool_lines(pool: Pool) -> tuple[str, ...]:
    """What findings say together, the common effect first."""

    def lines() -> Iterable[str]:
        result = pool.result
        yield f"One common effect: {interval_said(pool.metric, result.fixed)}"
        yield f"Effects that differ: {interval_said(pool.metric, result.random)}"
        if result.prediction is not None:
            yield f"A further study: {interval_said(pool.metric, result.prediction)}"
        spread = f"{result.i_squared:.0%}".replace("%", f"{SPACE}%")
        yield f"{count(result.studies, 'finding')}, of whose spread {spread} is more than chance"

    return tuple(lines())


def _facts_of(arrow: Arrow) -> tuple[tuple[str, str], ...]:
    """When an effect begins, how long it lasts, how large it is, and what a model may assume; what is known of it."""
    prior = arrow.prior
    assumed = None if prior is None else f"{prior_said(prior)}; {prior.status}"
    facts = {"begins": arrow.onset, "lasts": arrow.duration, "size": arrow.size, ASSUMED: assumed}
    return tuple((label, _read(value)) for label, value in facts.items() if value)


def _expected_said(fact: Intervention) -> str:
    """What a diary starts from, and on what that rests."""
    return (
        f"Before anything is learned from a diary: {points(fact.immediate_mean)} of relief that is gone within hours "
        f"and {points(fact.size_mean)} beyond. {basis_read(fact)}"
    )


def basis_read(fact: Intervention) -> str:
    """On what the numbers of a treatment rest."""
    return _read(fact.basis)


def _read(text: str) -> str:
    return readable(text, load.studies())
