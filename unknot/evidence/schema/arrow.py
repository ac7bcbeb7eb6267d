"""An arrow: one cause and one effect of the pain system, with what studies found about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.finding import METRICS, Finding
from unknot.evidence.schema.rules import Number, Part, Text, Texts

WORD = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
GRADES = ("established", "plausible", "speculative")


@dataclass(frozen=True, slots=True)
class Prior:
    """What a model may assume about the size before it sees data.

    Attributes:
        metric: On what scale, one of `METRICS`.
        mean: The expected size, positive where the target rises with the source.
        low: Lower end of the range that holds it with about 95 %.
        high: Upper end of that range.
        against: What the size is compared with.
        status: Whether it was "reported" so, "derived" from what was, "assumed" or a "judgement".
        basis: What it rests on, with the keys of the studies.
    """

    metric: Annotated[str, Text(choices=tuple(METRICS))]
    mean: Annotated[float, Number()]
    low: Annotated[float, Number()]
    high: Annotated[float, Number()]
    against: Annotated[str, Text()]
    status: Annotated[str, Text(choices=("reported", "derived", "assumed", "judgement"))]
    basis: Annotated[str, Text()]

    def __post_init__(self) -> None:
        if not self.low <= self.mean <= self.high:
            raise ValueError("a mean between low and high")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One cause and one effect.

    Attributes:
        name: The file's stem: source, two underscores, target.
        title: What people read.
        sign: What more of the source does to the target: "+", "-", "+/-", "0" or "inverted-U".
        grade: How far a model may rely on it: "established", "plausible" or "speculative".
        consensus: What the studies together say about the claim as people make it.
        claim: What is known, in our own words.
        verdict: The same in one plain sentence.
        onset: When the effect begins.
        duration: How long it lasts.
        size: How large it is, in words.
        words: What else people call it, for the search.
        prior: What a model may assume; a speculative arrow's is centred on no effect.
        findings: What the studies found.
    """

    name: Annotated[str, Text(pattern=rf"{WORD}__{WORD}")]
    title: Annotated[str, Text()]
    sign: Annotated[str, Text(choices=("+", "-", "+/-", "0", "inverted-U"))]
    grade: Annotated[str, Text(choices=GRADES)]
    consensus: Annotated[str, Text(choices=("supported", "mixed", "weak", "contradicted"))]
    claim: Annotated[str, Text()]
    verdict: Annotated[str, Text()]
    onset: Annotated[str | None, Text(optional=True)]
    duration: Annotated[str | None, Text(optional=True)]
    size: Annotated[str | None, Text(optional=True)]
    words: Annotated[tuple[str, ...], Texts(what="words")]
    prior: Annotated[Prior | None, Part(Prior, optional=True)]
    findings: Annotated[tuple[Finding, ...], Part(Finding, many=True)]

    @property
    def source(self) -> str:
        """The cause, as the model names it."""
        return self.name.partition("__")[0]

    @property
    def target(self) -> str:
        """The effect, as the model names it."""
        return self.name.partition("__")[2]

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of its studies, each once, in the order of the findings."""
        return tuple(dict.fromkeys(finding.study for finding in self.findings))
